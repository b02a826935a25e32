import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { WaiverName, Workload } from '../resolve/model.ts'
import { atKey, writtenAt } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const missingWaiver = defineDiagnostic<{ owner: string; waiver: WaiverName; what: string; environment: string }>({
  code: 'check/needs-waiver',
  severity: 'error',
  message: ({ owner, what, environment }) => `\`${owner}\` ${what} in \`${environment}\`, which is production, and nobody says why`,
  note: ({ waiver }) => `Say why it is right under \`waivers: {${waiver}: …}\`; the reason is written into the output. Or take it back.`,
})

/** What an opt-out is, and the words that may have asked for it. */
const OPT_OUTS: { readonly [Name in WaiverName]: { readonly what: string; readonly at: readonly (readonly string[])[] } } = {
  replicas: { what: 'has a single pod', at: [['replicas', 'min']] },
  root: {
    what: 'runs as a user of the node or may gain privileges',
    at: [
      ['security', 'user'],
      ['security', 'escalation'],
    ],
  },
  writableRoot: { what: 'has a writable root file system', at: [['security', 'readOnlyRoot']] },
  capabilities: { what: 'has more Linux capabilities than none', at: [['security', 'capabilities']] },
  privileged: {
    what: 'reaches into its node',
    at: [
      ['security', 'privileged'],
      ['security', 'hostNetwork'],
      ['security', 'hostPID'],
      ['security', 'hostIPC'],
      ['security', 'seccomp'],
      ['volumes'],
    ],
  },
  secretEnv: { what: 'has a secret in its environment', at: [['secrets']] },
  health: { what: 'has no probes', at: [['health', 'disabled']] },
  limits: { what: 'has no CPU limit', at: [['resources', 'cpu', 'limit']] },
  account: {
    what: 'holds a token of the Kubernetes API',
    at: [
      ['account', 'token'],
      ['account', 'roles'],
    ],
  },
  digest: { what: 'runs an image that is not pinned by digest', at: [['image'], ['version'], ['versions']] },
  network: { what: 'is open to everybody', at: [['access', 'anyone']] },
  mirror: { what: 'copies real requests to another version', at: [['traffic', 'mirror']] },
  backup: { what: 'has no backup', at: [] },
  fault: { what: 'lets real requests fail on purpose', at: [['traffic', 'fault']] },
}

/** In production, an opt-out of a safe default needs a reason of its own. */
export const needsWaiver: Rule = {
  model({ model, report }) {
    if (!model.environment.production) return
    for (const workload of [...Object.values(model.services), ...Object.values(model.stores)])
      for (const [name, reason] of Object.entries(workload.waived) as [WaiverName, string][]) {
        if (reason !== '') continue
        const { what, at: words } = OPT_OUTS[name]
        const places = [...words, ...routeWords(workload, name)]
        report(missingWaiver, placeOf(workload, places), { owner: workload.name, waiver: name, what, environment: model.environment.name })
      }

    /** The word that asks for the opt-out, or the workload when it is a default that nobody wrote. */
    function placeOf(workload: Workload, words: readonly (readonly string[])[]) {
      const section = workload.type === 'service' ? 'services' : 'stores'
      const owner = atKey(model, section, workload.name)
      for (const word of words) {
        const place = writtenAt(model, section, workload.name, ...word)
        if (place !== undefined) return place
      }
      return owner
    }
  },
}

/** Where a route may have asked for it. */
function routeWords(workload: Workload, name: WaiverName): readonly (readonly string[])[] {
  if (workload.type === 'store' || (name !== 'mirror' && name !== 'fault')) return []
  return workload.traffic.routes.map(({ path }) => ['traffic', ...path, name])
}
