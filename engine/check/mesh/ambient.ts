import { defineDiagnostic, type Spot } from '../../diagnostics/diagnostic.ts'
import { machinesOf } from '../../resolve/machine-callers.ts'
import type { Model, Port, Service } from '../../resolve/model.ts'
import { at, writtenAt } from '../../resolve/origin.ts'
import { encryptionOf, isMember } from '../../resolve/plain-text.ts'
import type { Rule } from '../check.ts'
import { writtenRoutes } from '../traffic/words.ts'

export const notInAmbient = defineDiagnostic<{ word: string; of: string | undefined; reason: string }>({
  code: 'check/not-in-ambient',
  severity: 'error',
  message: ({ word, of, reason }) => `\`${word}\`${of === undefined ? '' : ` of \`${of}\``} can't be honoured in ambient mode: ${reason}`,
  note: () => 'Do without it, or say `mesh: {mode: sidecar}`.',
})

const NO_PROXY = 'there is no proxy in its pods'
const NO_IDENTITY = 'without a proxy beside the program nobody serves its metrics past the mesh, and Prometheus has no identity there'
const NO_ROUTE = 'a route of the Gateway API knows nothing of it, and a waypoint reads no VirtualService'

/** Words below a service, and why ambient has nothing for them. */
const WORDS: readonly { readonly path: string; readonly reason: string }[] = [
  { path: 'limits', reason: 'a waypoint runs no EnvoyFilter' },
  ...'cpu memory concurrency env logLevel hold drain native rewriteProbes exclude filters modules'
    .split(' ')
    .map((word) => ({ path: `mesh/proxy/${word}`, reason: NO_PROXY })),
  ...['sticky', 'fault', 'cors'].map((word) => ({ path: `traffic/${word}`, reason: NO_ROUTE })),
]

const ROUTE_WORDS: readonly string[] = ['sticky', 'fault', 'cors', 'respond']

/** What a mesh without a proxy beside each program can't do: told where it is asked for, since Istio would ignore it or, worse, deny everything. */
export const ambient: Rule = {
  model({ model, report }) {
    const { provider, mode, install } = model.mesh
    if (provider === 'none' || mode === 'sidecar') return
    const told = new Set<string>()
    const related = [{ message: 'the mode', place: at(model, 'mesh', 'mode') }]
    const say = (place: Spot | undefined, word: string, of: string | undefined, reason: string, removable = true) => {
      if (place === undefined || told.has(place.pointer)) return
      told.add(place.pointer)
      report(
        notInAmbient,
        place,
        { word, of, reason },
        { related, fixes: removable ? [{ message: `remove \`${word}\``, changes: [{ remove: place }] }] : [] },
      )
    }
    if (model.ingress.api === 'istio')
      say(
        writtenAt(model, 'ingress', 'api'),
        'ingress.api: istio',
        undefined,
        'routes of Istio and of the Gateway API must not be mixed',
        false,
      )
    if (!install.cni)
      say(
        writtenAt(model, 'mesh', 'install', 'cni'),
        'install.cni: false',
        undefined,
        'only the agent of the node can redirect connections',
      )
    for (const { name } of machinesOf(model))
      say(writtenAt(model, 'externals', name, 'machine'), 'machine', name, 'a machine has a proxy of its own, which speaks for it')
    for (const { name, through } of Object.values(model.externals))
      if (through !== undefined)
        say(
          writtenAt(model, 'externals', name, 'through'),
          'through',
          name,
          'nothing beside the program reads the route that leads to a gateway, so that it would be called past it',
        )
    if (model.monitoring.mode === 'files')
      say(writtenAt(model, 'monitoring', 'mode'), 'monitoring.mode: files', undefined, NO_IDENTITY, false)
    for (const service of Object.values(model.services)) {
      if (!service.inMesh || service.component !== undefined) continue
      const path = ['services', service.name]
      for (const { path: word, reason } of WORDS)
        say(writtenAt(model, ...path, ...word.split('/')), word.replaceAll('/', '.'), service.name, reason)
      for (const { where, word, reason } of wordsOf(service, model)) say(writtenAt(model, ...path, ...where), word, service.name, reason)
    }
  },
}

interface Word {
  readonly where: readonly (string | number)[]
  readonly word: string
  readonly reason: string
}

/** Words that only some services can't have, or that stand in routes. */
function* wordsOf(service: Service, model: Model): Iterable<Word> {
  const { kind, ports, versions, name, metrics } = service
  if (metrics !== undefined && model.monitoring.mode !== 'files' && !isRead(service, metrics.port, model))
    yield { where: ['metrics'], word: 'metrics', reason: `${NO_IDENTITY} (\`mesh.members\`)` }
  if (ports.length === 0 || kind === 'Job' || kind === 'CronJob')
    for (const word of ['accessLogs', 'metrics', 'tracing'])
      yield { where: ['mesh', word], word: `mesh.${word}`, reason: 'it has no Service, so that nothing of it passes by the waypoint' }
  for (const version of versions)
    if (version.name !== undefined)
      yield {
        where: ['versions', version.name, 'traffic'],
        word: `versions.${version.name}.traffic`,
        reason: 'a version is a Service of its own there, which has no such words',
      }
  for (const { path, action, match } of writtenRoutes(service)) {
    const route = ['traffic', ...path]
    for (const word of ROUTE_WORDS) if (path.length > 0) yield { where: [...route, word], word, reason: NO_ROUTE }
    if (action.type === 'forward') {
      const isTried = action.retries.attempts > 0
      const own = [...route, 'retries']
      const where = path.length > 0 && writtenAt(model, 'services', name, ...own) !== undefined ? own : ['traffic', 'retries']
      if (isTried) yield { where, word: 'retries', reason: NO_ROUTE }
      if (action.rewrite?.regex !== undefined) yield { where: [...route, 'rewrite', 'regex'], word: 'rewrite.regex', reason: NO_ROUTE }
    }
    for (const [index, { without, from }] of match.entries()) {
      const place = [...route, 'match', index]
      if (Object.keys(without).length > 0) yield { where: [...place, 'without'], word: 'without', reason: NO_ROUTE }
      if (from.length > 0) yield { where: [...place, 'from'], word: 'from', reason: NO_ROUTE }
    }
  }
}

/** Whether a Prometheus of somebody else's gets at a port: as a member of the mesh, or as anybody. */
function isRead(service: Service, port: Port, model: Model): boolean {
  return isMember(model.monitoring.namespace, model) || (service.access.anyone && encryptionOf(service, port, model) !== 'strict')
}
