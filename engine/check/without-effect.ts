import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { carriesRequests } from '../kinds/requests.ts'
import type { Model, Probe, Service } from '../resolve/model.ts'
import { atKey } from '../resolve/origin.ts'
import { buildIdle } from './build-words.ts'
import type { Rule } from './check.ts'
import { type Idle, idleWordsOf, type Word } from './idle.ts'
import { HEADLESS_WORDS } from './mesh/headless.ts'
import { idleAccess, requestWords } from './mesh/idle-access.ts'
import { MESH_WORDS } from './mesh/idle-words.ts'
import { idleAlerts } from './monitoring/idle-alerts.ts'

export const withoutEffect = defineDiagnostic<{ service: string; field: string; reason: string }>({
  code: 'check/without-effect',
  severity: 'error',
  message: ({ service, field, reason }) => `\`${field}\` of \`${service}\` has no effect: ${reason}`,
  note: () => 'Nothing that is written is ignored silently. Remove it, or make it mean something.',
})

export const needsSchedule = defineDiagnostic<{ service: string }>({
  code: 'check/no-schedule',
  severity: 'error',
  message: ({ service }) => `\`${service}\` is a CronJob, but nothing says when it runs`,
  note: () => 'Say `schedule: "0 3 * * *"`.',
})

export const strategyNotServed = defineDiagnostic<{ service: string; kind: string; strategy: string }>({
  code: 'check/strategy-not-served',
  severity: 'error',
  message: ({ service, kind, strategy }) => `\`${service}\` is a ${kind}, which can't roll out by ${strategy}`,
  note: () => 'A Deployment knows RollingUpdate and Recreate; a StatefulSet and a DaemonSet know RollingUpdate and OnDelete.',
})

const isJob = ({ kind }: Service): boolean => kind === 'Job' || kind === 'CronJob'
const external = ({ service }: Service): boolean => service.type === 'NodePort' || service.type === 'LoadBalancer'

const isNotHttp = (probe: Probe | undefined): boolean => probe !== undefined && probe.action.type !== 'http'

/** What is said of single requests, which only HTTP has. `split` and `to` also hold for connections. */
const REQUEST_WORDS = ['routes', 'sticky', 'timeout', 'retries', 'mirror', 'fault', 'headers', 'cors'] as const

const IDLE: readonly Idle[] = [
  { field: 'schedule', when: ({ kind }) => kind !== 'CronJob', reason: 'only a CronJob has one' },
  { field: 'job', when: (service) => !isJob(service), reason: 'it is not a Job' },
  { field: 'job/keep', when: ({ kind }) => kind === 'CronJob', reason: 'a CronJob counts its ended runs (`schedule.keep`)' },
  { field: 'rollout', when: isJob, reason: 'a Job is never rolled out' },
  { field: 'disruption', when: (service) => isJob(service) || service.kind === 'DaemonSet', reason: 'its pods have no budget' },
  { field: 'health', when: isJob, reason: 'the pods of a Job are not probed' },
  ...(['ready', 'live'] as const).flatMap((which): readonly Idle[] => [
    { field: `health/${which}/headers`, when: ({ probes }) => isNotHttp(probes[which]), reason: 'the probe does not speak HTTP' },
    { field: `health/${which}/scheme`, when: ({ probes }) => isNotHttp(probes[which]), reason: 'the probe does not speak HTTP' },
    { field: `health/${which}/port`, when: ({ probes }) => probes[which]?.action.type === 'command', reason: 'a command asks no port' },
  ]),
  {
    field: 'health/startup',
    when: (service) => !isJob(service) && service.probes.live === undefined,
    reason: 'it makes the liveness probe wait, and there is none',
  },
  {
    field: 'rollout/maxSurge',
    when: ({ kind, rollout }) => kind === 'StatefulSet' || rollout.strategy !== 'RollingUpdate',
    reason: 'no extra pod is started',
  },
  {
    field: 'rollout/maxUnavailable',
    when: ({ rollout }) => rollout.strategy !== 'RollingUpdate',
    reason: 'the pods are not replaced one by one',
  },
  { field: 'rollout/partition', when: ({ kind }) => kind !== 'StatefulSet', reason: 'only a StatefulSet has one' },
  { field: 'rollout/podManagement', when: ({ kind }) => kind !== 'StatefulSet', reason: 'only a StatefulSet has one' },
  { field: 'rollout/deadline', when: ({ kind }) => kind !== 'Deployment', reason: 'only a Deployment has one' },
  { field: 'service', when: ({ ports }) => ports.length === 0, reason: 'there is no Service without ports' },
  { field: 'service/sources', when: ({ service }) => service.type !== 'LoadBalancer', reason: 'only a LoadBalancer has them' },
  { field: 'service/class', when: ({ service }) => service.type !== 'LoadBalancer', reason: 'only a LoadBalancer has one' },
  { field: 'service/externalTraffic', when: (service) => !external(service), reason: 'nothing from outside reaches this type of Service' },
  { field: 'service/sticky', when: ({ service }) => service.type === 'Headless', reason: 'a headless Service does not balance' },
  { field: 'lifecycle/drain', when: ({ lifecycle }) => lifecycle.preStop !== undefined, reason: '`preStop` runs instead' },
  { field: 'account/annotations', when: ({ account }) => account.existing, reason: 'somebody else creates the account' },
  {
    field: 'account/roles',
    when: ({ account }) => !account.token && account.roles.length > 0,
    reason: '`account.token` is false, so its pods can never use them',
  },
  ...idleAlerts,
  { field: 'logs', when: (_service, { logging }) => logging.agent === 'none', reason: 'nobody collects logs (`logging`)' },
  { field: 'traffic', when: (_service, { mesh }) => mesh.provider === 'none', reason: 'the platform has no mesh (`mesh: istio`)' },
  ...MESH_WORDS,
  ...HEADLESS_WORDS,
  ...idleAccess,
  ...REQUEST_WORDS.flatMap((word) => [
    {
      field: `traffic/${word}`,
      when: ({ service }: Service, { mesh }: Model) => mesh.provider !== 'none' && service.type === 'Headless',
      reason: 'callers of a headless Service choose the pod themselves',
    },
    {
      field: `traffic/${word}`,
      when: ({ service, ports }: Service, { mesh }: Model) =>
        mesh.provider !== 'none' && service.type !== 'Headless' && !ports.some(({ appProtocol }) => carriesRequests(appProtocol)),
      reason: "none of its ports carries HTTP or gRPC, so requests can't be told apart",
    },
  ]),
  {
    field: 'expose/bodySize',
    when: (_service, { ingress }) => ingress.api !== 'ingress' || ingress.class !== 'nginx',
    reason: 'only an Ingress of class nginx can say it',
  },
  {
    field: 'expose/annotations',
    when: (_service, { ingress }) => ingress.api === 'istio',
    reason: 'with `ingress: {api: istio}` no object is of its routes alone',
  },
  {
    field: 'expose/listen',
    when: ({ expose }) => expose !== undefined && expose.as !== 'tcp',
    reason: 'only bytes (`as: tcp`) need a port of their own',
  },
  ...(['tls', 'path', 'match', 'rewrite', 'timeout', 'bodySize'] as const).map((word) => ({
    field: `expose/${word}`,
    when: ({ expose }: Service) => expose !== undefined && expose.as !== 'http',
    reason: 'the gateway does not read what it passes on (`as`)',
  })),
  { field: 'expose/rewrite', when: ({ expose }) => expose?.match === 'Exact', reason: 'an exact path has no rest to keep' },
  {
    field: 'security/shareProcesses',
    when: ({ sidecars, security }) => security.shareProcesses && sidecars.length === 0,
    reason: 'there is no other container',
  },
  { field: 'writable', when: ({ security }) => !security.readOnlyRoot, reason: 'its whole root file system is writable' },
  { field: 'build', when: ({ image }) => !image.own, reason: '`image.reference` names an image that somebody else builds' },
  ...buildIdle,
  {
    field: 'test',
    when: ({ build }, { delivery }) => build === undefined && delivery.engines.length > 0,
    reason: 'only what is built here has a pipeline',
  },
  { field: 'test', when: (_service, { delivery }) => delivery.engines.length === 0, reason: 'no pipeline is rendered (`delivery`)' },
  {
    field: 'test/image',
    when: ({ test, build }) => build !== undefined && test.unit === undefined && test.lint === undefined,
    reason: 'no command runs in it (`test.unit`, `test.lint`)',
  },
  {
    field: 'test/reports',
    when: ({ test, build }) => build !== undefined && test.unit === undefined,
    reason: 'no unit tests leave any (`test.unit`)',
  },
  {
    field: 'test/sonar',
    when: ({ build }, { delivery }) => build !== undefined && delivery.gate === undefined,
    reason: 'there is no server (`delivery.gate`)',
  },
]

const FIELDS: readonly Word[] = [...new Set(IDLE.map(({ field }) => field))].map((field) => {
  const rows = IDLE.filter((row) => row.field === field)
  return { path: field.split('/'), idle: (service, model) => rows.find(({ when }) => when(service, model))?.reason }
})

/** The ports that have a number on the nodes, and what a call says of requests, beside the words that stand at one place. */
function wordsOf(service: Service): readonly Word[] {
  const onNodes = service.ports.filter(({ nodePort }) => nodePort !== undefined)
  const idle = (other: Service) => (external(other) ? undefined : `its Service is of type ${other.service.type}`)
  const more = [
    ...onNodes.map(({ name, sidecar }) => ({
      path: [...(sidecar === undefined ? [] : ['sidecars', sidecar]), 'ports', name, 'nodePort'],
      idle,
    })),
    ...requestWords(service),
  ]
  return more.length === 0 ? FIELDS : [...FIELDS, ...more]
}

/** Words that nothing would read. */
export const idleWords: Rule = {
  platform({ models, report }) {
    for (const { place, word, owner, reason, environment } of idleWordsOf(models, wordsOf))
      report(withoutEffect, place, { service: owner, field: word.path.join('.'), reason }, { environment })
  },
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      if (service.kind === 'CronJob' && service.schedule === undefined)
        report(needsSchedule, atKey(model, 'services', service.name, 'kind'), { service: service.name })
      const { strategy } = service.rollout
      const wrong = (strategy === 'Recreate' && service.kind !== 'Deployment') || (strategy === 'OnDelete' && service.kind === 'Deployment')
      if (wrong && !isJob(service))
        report(strategyNotServed, atKey(model, 'services', service.name, 'rollout', 'strategy'), {
          service: service.name,
          kind: service.kind,
          strategy,
        })
    }
  },
}
