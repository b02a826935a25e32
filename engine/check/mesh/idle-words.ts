import { carriesRequests } from '../../kinds/requests.ts'
import type { Model, Service } from '../../resolve/model.ts'

/** Words about the proxies of a service, when nothing reads them, and why. */
export const MESH_WORDS: readonly {
  readonly field: string
  readonly when: (service: Service, model: Model) => boolean
  readonly reason: string
}[] = [
  { field: 'mesh', when: (_service, { mesh }) => mesh.provider === 'none', reason: 'the platform has no mesh (`mesh: istio`)' },
  { field: 'limits', when: (_service, { mesh }) => mesh.provider === 'none', reason: 'the platform has no mesh (`mesh: istio`)' },
  {
    field: 'limits',
    when: ({ ports }, { mesh }) => mesh.provider !== 'none' && !ports.some(({ appProtocol }) => carriesRequests(appProtocol)),
    reason: "none of its ports carries HTTP or gRPC, so requests can't be counted",
  },
  ...[
    'limits',
    'mesh/tracing',
    'mesh/accessLogs',
    'mesh/metrics',
    ...'cpu memory concurrency env logLevel hold drain native rewriteProbes exclude filters modules'
      .split(' ')
      .map((word) => `mesh/proxy/${word}`),
  ].map((field) => ({
    field,
    when: ({ mesh: { proxy } }: Service, { mesh }: Model) => mesh.provider !== 'none' && proxy.as === 'none',
    reason: 'its pods have no proxy (`mesh: none`)',
  })),
  {
    field: 'mesh/tracing',
    when: (_service, { mesh }) => mesh.provider !== 'none' && mesh.telemetry.tracing?.provider === undefined,
    reason: 'the platform sends spans to nobody (`mesh.tracing`)',
  },
  {
    field: 'mesh/accessLogs',
    when: ({ mesh: own }, { mesh }) =>
      mesh.provider !== 'none' && own.telemetry.accessLogs?.providers.length === 0 && !mesh.telemetry.accessLogs?.providers.length,
    reason: 'there are no access logs anyway (`mesh.accessLogs`)',
  },
]
