import type { ResolvedHealth, ResolvedLiveProbe, ResolvedReadyProbe } from '../../../schema/generated/resolved.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import { type Context, reportHere, spot } from '../context.ts'
import { probeTwoWays } from '../diagnostics.ts'
import type { Port, Probe, ProbeAction, Probes } from '../model.ts'
import { choosePort } from './ports.ts'

const NONE: Probes = Object.freeze({ ready: undefined, live: undefined, startup: undefined })

/**
 * Probes of one container. What is not said: what `health` asks for both, else opening the main port.
 * A container without ports, for which nobody says a command, has none.
 */
export function deriveProbes(
  health: ResolvedHealth,
  ports: readonly Port[],
  path: readonly string[],
  owner: string,
  context: Context,
): Probes {
  if (health.disabled) return NONE
  if (health.path !== undefined && health.grpc !== undefined)
    reportHere(context, probeTwoWays, spot(context, 'key', ...path), { probe: '`health`', ways: ['path', 'grpc'] })
  const ready = probe('ready', health.ready, health, ports, path, owner, context)
  const live = probe('live', health.live, health, ports, path, owner, context)
  if (health.startup === undefined || live === undefined) return { ready, live, startup: undefined }
  const period = durationSeconds(health.startup.period)
  const failures = Math.max(1, Math.ceil(durationSeconds(health.startup.within) / period))
  return { ready, live, startup: { ...live, delay: 0, period, failures, successes: 1 } }
}

function probe(
  which: 'ready' | 'live',
  said: ResolvedReadyProbe | ResolvedLiveProbe,
  health: ResolvedHealth,
  ports: readonly Port[],
  path: readonly string[],
  owner: string,
  context: Context,
): Probe | undefined {
  const action = actionOf(which, said, health, ports, path, owner, context)
  if (action === undefined) return undefined
  return {
    action,
    delay: durationSeconds(said.delay),
    period: durationSeconds(said.period),
    timeout: durationSeconds(said.timeout),
    failures: said.failures,
    successes: 'successes' in said ? said.successes : 1,
  }
}

function actionOf(
  which: 'ready' | 'live',
  said: ResolvedReadyProbe | ResolvedLiveProbe,
  health: ResolvedHealth,
  ports: readonly Port[],
  path: readonly string[],
  owner: string,
  context: Context,
): ProbeAction | undefined {
  const ways = [
    said.path !== undefined && 'path',
    said.grpc !== undefined && 'grpc',
    said.tcp && 'tcp',
    said.command !== undefined && 'command',
  ].filter((way) => way !== false)
  if (ways.length > 1)
    reportHere(context, probeTwoWays, spot(context, 'key', ...path, which), {
      probe: which === 'ready' ? 'the readiness probe' : 'the liveness probe',
      ways,
    })
  if (said.command !== undefined) return { type: 'command', command: said.command }
  const named = said.port ?? health.port
  const httpPath = said.path ?? (ways.length === 0 ? health.path : undefined)
  const grpc = said.grpc ?? (ways.length === 0 ? health.grpc : undefined)
  if (ways.length === 0 && httpPath === undefined && grpc === undefined && ports.length === 0) return undefined
  // A port that both probes share is told once.
  const shared = said.port === undefined && health.port !== undefined
  const where = said.port !== undefined ? [...path, which, 'port'] : shared ? [...path, 'port'] : [...path, which]
  const subject = shared ? `\`health\` of \`${owner}\`` : `the ${which === 'ready' ? 'readiness' : 'liveness'} probe of \`${owner}\``
  const port = choosePort(ports, named, where, subject, owner, context)
  if (port === undefined) return undefined
  if (grpc !== undefined) return { type: 'grpc', service: grpc, port }
  if (httpPath !== undefined) return { type: 'http', path: httpPath, port, scheme: said.scheme, headers: said.headers ?? {} }
  return { type: 'tcp', port }
}
