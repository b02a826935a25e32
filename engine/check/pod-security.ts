import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { allows, type PodSecurity } from '../kinds/pod-security.ts'
import type { Service } from '../resolve/model.ts'
import { at } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const notAllowed = defineDiagnostic<{ service: string; what: string; needs: string; level: string; environment: string }>({
  code: 'check/pod-security',
  severity: 'error',
  message: ({ service, what, level, environment }) =>
    `\`${service}\` ${what}, which the namespace of \`${environment}\` does not allow (${level})`,
  note: ({ needs }) => `Its pods would be refused. Say \`podSecurity: ${needs}\` for the environment, or take it back.`,
})

export const privilegedNotEscalating = defineDiagnostic<{ service: string }>({
  code: 'check/privileged-without-escalation',
  severity: 'error',
  message: ({ service }) => `\`${service}\` is privileged but may not gain privileges, and Kubernetes refuses that`,
  note: () => 'A privileged container always may: say `escalation: true` as well, or take `privileged` back.',
})

export const meshUser = defineDiagnostic<{ service: string }>({
  code: 'check/user-of-the-mesh',
  severity: 'error',
  message: ({ service }) => `\`${service}\` runs as user 1337, which is the user of Istio's proxy`,
  note: () => 'The mesh lets the traffic of that user pass untouched, so that the service would be outside of the mesh.',
})

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
const BASELINE_CAPABILITIES: readonly string[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]

interface Demand {
  readonly path: readonly (string | number)[]
  readonly needs: PodSecurity
  readonly what: string
}

/** What pods ask for, against the Pod Security Standard that their namespace enforces. */
export const podSecurity: Rule = {
  model({ model, report }) {
    const levels = new Map(model.namespaces.map((namespace) => [namespace.name, namespace.podSecurity]))
    for (const service of Object.values(model.services)) {
      const level = levels.get(service.namespace) ?? 'restricted'
      for (const { path, needs, what } of demands(service)) {
        if (allows(level, needs)) continue
        report(
          notAllowed,
          at(model, 'services', service.name, ...path),
          { service: service.name, what, needs, level, environment: model.environment.name },
          {
            related: [{ message: `the level of \`${model.environment.name}\``, place: at(model, 'environment', 'podSecurity') }],
          },
        )
      }
      if (service.security.privileged && !service.security.escalation)
        report(privilegedNotEscalating, at(model, 'services', service.name, 'security', 'privileged'), { service: service.name })
      if (service.inMesh && service.security.user === 1337)
        report(meshUser, at(model, 'services', service.name, 'security', 'user'), { service: service.name })
    }
  },
}

function* demands({ security, volumes, init, sidecars }: Service): Iterable<Demand> {
  if (security.user === 0) yield { path: ['security', 'user'], needs: 'baseline', what: 'runs as root' }
  if (security.escalation) yield { path: ['security', 'escalation'], needs: 'baseline', what: 'may gain privileges' }
  if (security.privileged) yield { path: ['security', 'privileged'], needs: 'privileged', what: 'is privileged' }
  if (security.seccomp === 'Unconfined') yield { path: ['security', 'seccomp'], needs: 'privileged', what: 'may use every system call' }
  if (security.hostNetwork) yield { path: ['security', 'hostNetwork'], needs: 'privileged', what: "uses the node's network" }
  if (security.hostPID) yield { path: ['security', 'hostPID'], needs: 'privileged', what: "sees the node's processes" }
  if (security.hostIPC)
    yield { path: ['security', 'hostIPC'], needs: 'privileged', what: 'shares the inter-process communication of the node' }
  yield* capabilities(security.capabilities, ['security', 'capabilities'])
  for (const [index, step] of init.entries()) yield* container(step.security, ['init', index, 'security'])
  for (const sidecar of sidecars) yield* container(sidecar.security, ['sidecars', sidecar.name, 'security'])
  for (const [name, volume] of Object.entries(volumes)) {
    if (volume.hostPath !== undefined) yield { path: ['volumes', name, 'hostPath'], needs: 'privileged', what: 'mounts a path of its node' }
    if (volume.nfs !== undefined) yield { path: ['volumes', name, 'nfs'], needs: 'baseline', what: 'mounts NFS by itself (a claim may)' }
  }
}

function* container(security: Service['sidecars'][number]['security'], path: readonly (string | number)[]): Iterable<Demand> {
  if (security.user === 0) yield { path: [...path, 'user'], needs: 'baseline', what: 'runs a container as root' }
  if (security.privileged) yield { path: [...path, 'privileged'], needs: 'privileged', what: 'has a privileged container' }
  yield* capabilities(security.capabilities, [...path, 'capabilities'])
}

function* capabilities(added: readonly string[], path: readonly (string | number)[]): Iterable<Demand> {
  for (const [index, capability] of added.entries()) {
    if (capability === 'NET_BIND_SERVICE') continue
    const needs = BASELINE_CAPABILITIES.includes(capability) ? 'baseline' : 'privileged'
    yield { path: [...path, index], needs, what: `adds the capability ${capability}` }
  }
}
