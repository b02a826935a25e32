import type { FileArtifact } from '../../../engine/sdk.ts'
import type { PlannedObject } from '../plan/chart-plan.ts'
import { type Path, reading } from '../values/path.ts'
import type { Slot } from '../values/slot.ts'
import type { ConnectionTest } from './connection-test.ts'
import { filled } from './files.ts'

/** Host names that a chart answers to: a list in the values, with the switch of the object that says them. */
export interface Address {
  readonly hosts: Path
  readonly isOn: Path | undefined
}

/** The addresses of a chart's routes from outside. */
export function addressesOf(objects: readonly PlannedObject[], slots: readonly Slot[]): readonly Address[] {
  const lists = new Set(slots.filter(({ form }) => form === 'whole').map(({ path }) => path.join('\n')))
  return objects.flatMap(({ family, scope, isOn }) => {
    const hosts = [...scope, family.kind === 'Ingress' ? 'hosts' : 'hostnames']
    const isRoute = family.kind === 'Ingress' || family.kind === 'HTTPRoute'
    return isRoute && lists.has(hosts.join('\n')) ? [{ hosts, isOn }] : []
  })
}

/** The lines that print the addresses of a chart, whose values are below `prefix`. */
export function addressLines(
  addresses: readonly Address[],
  prefix: Path,
  url: { readonly scheme: string; readonly path: string },
): string[] {
  return addresses.flatMap(({ hosts, isOn }) => {
    const lines = [`{{- range ${reading([...prefix, ...hosts])} }}`, `  ${url.scheme}://{{ . }}${url.path}`, '{{- end }}']
    return isOn === undefined ? lines : [`{{- if ${reading([...prefix, ...isOn])} }}`, ...lines, '{{- end }}']
  })
}

/** NOTES.txt: where it is, and how to reach it. `about` is the subject of a sentence, `namespace` where it is, as a template says it. */
export function notes(about: string, namespace: string, addresses: readonly string[], test: ConnectionTest | undefined): FileArtifact {
  return filled('templates/NOTES.txt', [
    `${about} is in the namespace ${namespace}.`,
    ...(addresses.length === 0 ? [] : ['', 'It answers at', ...addresses]),
    '',
    'See what runs:',
    `  kubectl --namespace ${namespace} get pods`,
    ...(test === undefined
      ? []
      : ['', 'Reach it from here:', `  kubectl --namespace ${namespace} port-forward service/${test.service} 8080:${test.port}`]),
  ])
}
