import type { Image, Resources, Waived, WaiverName } from '../model.ts'

/** What a workload opts out of, as far as a judge of its objects would object. */
export interface OptOuts {
  readonly kind: string
  readonly replicas: readonly number[]
  readonly security: {
    readonly user: number
    readonly escalation: boolean
    readonly privileged: boolean
    readonly seccomp: string
    readonly host: boolean
  }
  readonly containers: readonly {
    readonly image: Image
    readonly readOnlyRoot: boolean
    readonly capabilities: readonly string[]
    readonly user: number
    readonly resources: Resources
  }[]
  readonly hostPath: boolean
  readonly secretEnv: boolean
  readonly probesDisabled: boolean
  readonly token: boolean
  readonly anyone: boolean
  readonly mirror: boolean
  readonly fault: boolean
  /** Whether the platform's registry never changes what a tag stands for, so that a tag pins as well as a digest. */
  readonly immutableTags: boolean
}

/** 10000 and more are no users of a node, whatever its distribution. */
const FIRST_FREE_USER = 10000

/** The reasons for the opt-outs in use: as written, or because nobody depends on an environment that is not production. Production is checked elsewhere. */
export function deriveWaived(
  optOuts: OptOuts,
  written: { readonly [Name in WaiverName]?: string },
  environment: { readonly name: string; readonly production: boolean },
): Waived {
  const waived: { [Name in WaiverName]?: string } = {}
  for (const name of needed(optOuts)) {
    const reason = written[name] ?? reasonOf(name, optOuts)
    waived[name] = reason ?? (environment.production ? '' : `${environment.name} is not production`)
  }
  return Object.freeze(waived)
}

/** Opt-outs that carry their reason with them. */
function reasonOf(name: WaiverName, { containers, immutableTags }: OptOuts): string | undefined {
  if (name === 'digest' && immutableTags && containers.every(({ image }) => image.digest !== undefined || image.own))
    return 'the registry never changes what a tag stands for'
  return undefined
}

function needed(optOuts: OptOuts): readonly WaiverName[] {
  const { containers, security } = optOuts
  const names: readonly (readonly [WaiverName, boolean])[] = [
    ['replicas', ['Deployment', 'StatefulSet'].includes(optOuts.kind) && optOuts.replicas.some((count) => count < 2)],
    ['root', security.escalation || security.user < FIRST_FREE_USER || containers.some(({ user }) => user < FIRST_FREE_USER)],
    ['writableRoot', containers.some(({ readOnlyRoot }) => !readOnlyRoot)],
    ['capabilities', containers.some(({ capabilities }) => capabilities.length > 0)],
    ['privileged', security.privileged || security.host || security.seccomp === 'Unconfined' || optOuts.hostPath],
    ['secretEnv', optOuts.secretEnv],
    ['health', optOuts.probesDisabled],
    ['limits', containers.some(({ resources }) => resources.limits.cpu === undefined)],
    ['account', optOuts.token],
    ['digest', containers.some(({ image }) => image.digest === undefined)],
    ['network', optOuts.anyone],
    ['mirror', optOuts.mirror],
    ['fault', optOuts.fault],
  ]
  return names.filter(([, needs]) => needs).map(([name]) => name)
}
