import type { Model, Store } from '../../../engine/sdk.ts'
import type { Annotations, Labels } from '../../_shared/kubernetes-types.ts'
import { isScraped } from '../../_shared/monitoring/store-alerts.ts'

/** The label by which its series are known as those of a store, as the exporters of others have it. */
export function scrapedLabels(store: Store, model: Model): Labels {
  return isScraped(store, model) ? { 'platgen.dev/store': store.name } : NONE
}

/** What a Prometheus that goes by annotations reads; the agent of a mesh as well. */
export function scraped(store: Store, model: Model): Annotations {
  if (!isScraped(store, model)) return NONE
  const { port, path } = store.metrics
  return { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(port), 'prometheus.io/path': path }
}

const NONE: Labels = Object.freeze({})
