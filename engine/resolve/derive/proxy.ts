import type { ResolvedProxy } from '../../../schema/generated/resolved.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import type { Context } from '../context.ts'
import type { MeshProxy } from '../mesh-model.ts'
import type { Port } from '../model.ts'
import { choosePort } from './ports.ts'

/** Istio's own `terminationDrainDuration`. */
const DRAIN_SECONDS = 5

/** The proxies of a service, with the ports that their filters are for. */
export function deriveProxy(name: string, proxy: ResolvedProxy, ports: readonly Port[], context: Context): MeshProxy {
  const { filters, drain, exclude, ...rest } = proxy
  return {
    ...rest,
    drain: drain && { seconds: drain.for === undefined ? DRAIN_SECONDS : durationSeconds(drain.for), untilIdle: drain.untilIdle },
    exclude: exclude ?? NOTHING,
    filters: Object.entries(filters).map(([key, { port, ...filter }]) => ({
      ...filter,
      name: key,
      port:
        port === undefined
          ? undefined
          : choosePort(
              ports,
              port,
              ['services', name, 'mesh', 'proxy', 'filters', key, 'port'],
              `the filter \`${key}\` of \`${name}\``,
              name,
              context,
            ),
    })),
  }
}

const NOTHING = Object.freeze({ inbound: [], outbound: [], networks: [] })
