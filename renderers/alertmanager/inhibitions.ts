import { type AlertWord, alertNames, type Model } from '../../engine/sdk.ts'
import { promqlAnyOf } from '../_shared/quote/promql.ts'

/** What follows when no pod of a service is ready. */
const OF_DOWN: readonly AlertWord[] = [
  'errors',
  'latency',
  'traffic',
  'replicas',
  'restarts',
  'scrape',
  'availabilityFast',
  'availabilitySlow',
  'latencyFast',
  'latencySlow',
]
/** What callers of a store tell when it is gone. */
const OF_STORE_DOWN: readonly AlertWord[] = [
  'errors',
  'latency',
  'restarts',
  'availabilityFast',
  'availabilitySlow',
  'latencyFast',
  'latencySlow',
]
/** What pods of a node tell when it is gone. */
const OF_NODE: readonly AlertWord[] = ['iowait', 'diskBusy', 'diskWait', 'diskFull', 'inodes', 'nodeMemory', 'nodeClock']

const named = (words: readonly AlertWord[]): string => `alertname=~"${promqlAnyOf(words.map((word) => alertNames[word]))}"`

/**
 * Which alerts say nothing new while another one is raised: the cause is told, its consequences are not.
 * https://prometheus.io/docs/alerting/latest/configuration/#inhibition-related-settings
 */
export function inhibitions(model: Model): readonly object[] {
  const same = ['environment']
  // Whoever is awake already looks at all of it.
  const worse = (label: string) => ({
    source_matchers: ['severity="critical"', `${label}!=""`],
    target_matchers: ['severity=~"warning|info"', `${label}!=""`],
    equal: [...same, label],
  })
  const called = Object.values(model.stores).filter(({ external, callers }) => external === undefined && callers.length > 0)
  return [
    worse('service'),
    worse('store'),
    worse('node'),
    { source_matchers: [`alertname="${alertNames.down}"`], target_matchers: [named(OF_DOWN)], equal: [...same, 'service'] },
    // The fast alert of an objective says all that the slow one does.
    {
      source_matchers: [named(['availabilityFast', 'latencyFast'])],
      target_matchers: [named(['availabilitySlow', 'latencySlow'])],
      equal: [...same, 'service', 'slo'],
    },
    { source_matchers: [`alertname="${alertNames.nodeNotReady}"`], target_matchers: [named(OF_NODE)], equal: [...same, 'node'] },
    ...called.map(({ name, callers }) => ({
      source_matchers: [`alertname="${alertNames.storeDown}"`, `store="${name}"`],
      target_matchers: [named(OF_STORE_DOWN), `service=~"${promqlAnyOf(callers.map((caller) => caller.name))}"`],
      equal: same,
    })),
  ]
}
