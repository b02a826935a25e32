import type { AlertWord, Model, Service, Store } from '../../../engine/sdk.ts'
import type { Alert, RuleFile } from '../../_shared/monitoring/alert.ts'
import { CLUSTER_RUNBOOK } from '../../_shared/monitoring/alert-table.ts'
import { ownServices } from '../../_shared/monitoring/component.ts'
import { NODE_RUNBOOK } from '../../_shared/monitoring/node-alerts.ts'
import { rulesOf } from '../../_shared/monitoring/rules.ts'
import { serviceRunbook } from '../../_shared/monitoring/service-alert.ts'
import { storeRunbook } from '../../_shared/monitoring/store-alerts.ts'
import { type Part, type Runbook, span } from '../runbook.ts'
import { type ClusterWord, clusterSteps } from './cluster-steps.ts'
import { type NodeWord, nodeSteps } from './node-steps.ts'
import { type ServiceWord, serviceSteps } from './service-steps.ts'
import type { Steps } from './steps.ts'
import { type StoreWord, storeSteps } from './store-steps.ts'

const NOTHING: Steps = { look: [], act: [] }

/** The runbooks that alerts link to: one for each service and store, one for the nodes, one for the cluster. */
export function* alertRunbooks(model: Model): Iterable<Runbook> {
  const files = rulesOf(model)
  if (files.length === 0) return
  const where = model.environment.name
  for (const service of ownServices(model))
    yield {
      path: serviceRunbook(service),
      title: `${service.name} in ${where}`,
      intro: service.description === undefined ? `What to do when something is wrong with ${service.name}.` : service.description,
      facts: serviceFacts(service),
      parts: parts(files, serviceRunbook(service), (word) => serviceSteps(word as ServiceWord, service)),
    }
  for (const store of Object.values(model.stores).filter(({ external }) => external === undefined))
    yield {
      path: storeRunbook(store),
      title: `${store.name} in ${where}`,
      intro: store.description === undefined ? `What to do when something is wrong with ${store.name}.` : store.description,
      facts: storeFacts(store),
      parts: parts(files, storeRunbook(store), (word) => storeSteps(word as StoreWord, store)),
    }
  const nodes = parts(files, NODE_RUNBOOK, (word) => nodeSteps(word as NodeWord))
  if (nodes.length > 0)
    yield {
      path: NODE_RUNBOOK,
      title: `Nodes of ${where}`,
      intro: 'What to do when something is wrong with a node.',
      facts: [],
      parts: nodes,
    }
  yield {
    path: CLUSTER_RUNBOOK,
    title: `The cluster of ${where}`,
    intro: 'What to do when something is wrong with the cluster, or with what watches it.',
    facts: [['Namespace of what watches', span(model.monitoring.namespace)]],
    parts: parts(files, CLUSTER_RUNBOOK, (word) => clusterSteps(word as ClusterWord, model)),
  }
}

/** The alerts whose runbook is this file, once each. */
function parts(files: readonly RuleFile[], path: string, steps: (word: AlertWord) => Steps): readonly Part[] {
  const alerts = new Map<string, Alert>()
  for (const alert of files.flatMap((file) => file.alerts)) if (alert.runbook.startsWith(`${path}#`)) alerts.set(alert.name, alert)
  return [...alerts.values()].map((alert) => ({
    title: alert.name,
    meaning: alert.word === undefined ? `${alert.summary} ${alert.description}` : meaning(alert.description),
    expr: alert.expr,
    ...(alert.word === undefined ? NOTHING : steps(alert.word)),
  }))
}

/** What an alert says, for whatever value and whichever thing. */
function meaning(description: string): string {
  const text = description.replace(/\{\{ \$labels\.(\w+) \}\}/g, 'the $1').replace(/\{\{ \$value[^}]*\}\}/g, 'X')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function serviceFacts(service: Service): Runbook['facts'] {
  const names = (edges: Service['calls']) => (edges.length === 0 ? 'nobody' : edges.map(({ name }) => span(name)).join(', '))
  return [
    ...(service.owner === undefined ? [] : [['Owner', span(service.owner)] as const]),
    ['Namespace', span(service.namespace)],
    ['Workload', span(service.kind)],
    ['Image', span(service.image.reference)],
    ['Called by', names(service.callers)],
    ['Calls', names(service.calls)],
  ]
}

function storeFacts(store: Store): Runbook['facts'] {
  return [
    ['Namespace', span(store.namespace)],
    ['Engine', span(store.engine)],
    ...(store.operator === undefined
      ? [['Image', span(store.image.reference)] as const]
      : [['Operator', span(store.operator.name)] as const]),
    ['Called by', store.callers.length === 0 ? 'nobody' : store.callers.map(({ name }) => span(name)).join(', ')],
    ['Volume', span(store.storage.size)],
    ['Secret', span(store.secret)],
  ]
}
