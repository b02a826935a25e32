import type { Model, Store } from '../../../../engine/sdk.ts'
import type { Annotations, Labels, ObjectMeta } from '../../../_shared/kubernetes-types.ts'
import { ownedLabels } from '../../../_shared/labels.ts'
import { aboutAnnotations, isEmpty, metadata } from '../../../_shared/metadata.ts'
import type { ContainerSecurityContext, PodSecurityContext, Scheduling } from '../../../_shared/pod-types.ts'
import { scheduling } from '../../pod/scheduling.ts'
import { unmeshedLabels } from '../../pod/template.ts'
import { statefulTwins } from '../../pod/twins.ts'
import { scraped, scrapedLabels } from '../scraped.ts'

/** Metadata of an object of an operator. */
export function operatedMetadata(name: string, store: Store, model: Model): ObjectMeta {
  return metadata(
    name,
    store.namespace,
    { ...store.labels, ...ownedLabels(model, store) },
    aboutAnnotations(store.description, model.platform.owner),
  )
}

/** Labels of its pods beside those of the operator. */
export function podLabels(store: Store, model: Model): Labels {
  return { ...store.labels, ...unmeshedLabels(store, model), ...scrapedLabels(store, model) }
}

/** Metadata of its pods, with annotations only when there are any. */
export function podMetadata(store: Store, model: Model): { readonly labels: Labels; readonly annotations?: Annotations } {
  const labels = podLabels(store, model)
  const annotations = { ...store.annotations, ...scraped(store, model) }
  return isEmpty(annotations) ? { labels } : { labels, annotations }
}

/** Where its pods may run. A single one has no twins to be spread from. */
export function podScheduling(store: Store, model: Model, members: Labels = store.pods): Scheduling {
  return scheduling(store.placement, store.replicas === 1 ? undefined : statefulTwins({ matchLabels: members }), model)
}

/** The restricted Pod Security Standard, for whoever the image runs as. */
export const POD_SECURITY: Partial<PodSecurityContext> = Object.freeze({
  runAsNonRoot: true,
  seccompProfile: Object.freeze({ type: 'RuntimeDefault' }),
})
/** The same for containers. */
export const CONTAINER_SECURITY: Partial<ContainerSecurityContext> = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
}
