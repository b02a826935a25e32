import type { EnvSource, Model, Named, Resources, Service } from '../../engine/sdk.ts'
import { byteCount } from '../../engine/sdk.ts'
import type { Value } from './value.ts'

/** What a container is told on a laptop: shared configuration, its own words over it, and what a pod would know of itself. */
export function environmentOf(
  service: Service,
  container: { readonly env: Named<EnvSource>; readonly resources: Resources },
  shared: readonly string[],
  model: Model,
): { readonly [name: string]: string } {
  const told: Record<string, string> = {}
  for (const name of shared) Object.assign(told, model.config[name])
  for (const [name, source] of Object.entries(container.env))
    told[name] = expand(textFor(source, service, container.resources, model), told)
  return told
}

function textFor(source: EnvSource, service: Service, resources: Resources, model: Model): string {
  switch (source.type) {
    case 'value':
      return source.value
    case 'config':
      return Object.hasOwn(model.config, source.config) ? String(model.config[source.config]?.[source.key]) : ''
    case 'resource':
      return resourceOf(source.resource, resources)
    case 'field':
      return fieldOf(source.field, service, model)
  }
}

/** What stands for a pod where there is none: the name of the container resolves to its address. https://kubernetes.io/docs/concepts/workloads/pods/downward-api/ */
function fieldOf(field: string, service: Service, model: Model): string {
  const label = /^metadata\.labels\['(.*)'\]$/.exec(field)?.[1]
  if (label !== undefined) return Object.hasOwn(service.labels, label) ? String(service.labels[label]) : ''
  switch (field) {
    case 'metadata.namespace':
      return model.environment.namespace
    case 'spec.serviceAccountName':
      return service.account.name
    case 'spec.nodeName':
      return 'localhost'
    default:
      return service.name
  }
}

function resourceOf(resource: string, { limits, requests }: Resources): string {
  const [part = '', what = ''] = resource.split('.')
  const from = part === 'limits' ? limits : requests
  if (what === 'cpu') return String(Math.ceil(cores(from.cpu === undefined ? '1' : from.cpu)))
  return String(byteCount(what === 'memory' ? from.memory : from.storage))
}

/** Cores, of a Kubernetes quantity. */
export function cores(cpu: string): number {
  return cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : Number(cpu)
}

/** `$(NAME)` as Kubernetes expands it: what is not known stays, `$$(NAME)` is a plain one. */
export function expand(text: string, known: { readonly [name: string]: string }): string {
  return text.replace(/\$(\$?)\(([A-Za-z_][\w.-]*)\)/g, (all, escaped: string, name: string) => {
    if (escaped === '$') return all.slice(1)
    return Object.hasOwn(known, name) ? String(known[name]) : all
  })
}

/** A command or its arguments, expanded. */
export function expandAll(words: readonly string[] | undefined, known: { readonly [name: string]: string }): readonly Value[] | undefined {
  return words?.map((word) => expand(word, known))
}
