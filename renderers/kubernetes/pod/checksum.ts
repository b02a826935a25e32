import { hash, type Model, type Named, type Service } from '../../../engine/sdk.ts'
import type { Annotations } from '../../_shared/kubernetes-types.ts'

/** Hashes of what several services share, so that it is read once and not once per service. */
const known = new WeakMap<object, string>()

function hashOf(entries: Named<string>): string {
  const before = known.get(entries)
  if (before !== undefined) return before
  let text = ''
  for (const key in entries) text += `${key}\0${entries[key]}\0`
  const sum = hash(text)
  known.set(entries, sum)
  return sum
}

/**
 * What is configured outside of the pod template, as an annotation of the template: Kubernetes rolls pods when their template changes,
 * and at no other time. Values of secrets are not known here, but the ciphertext of a sealed one changes with it.
 */
export function checksum(service: Service, model: Model): Annotations {
  let text = ''
  for (const name of configsOf(service)) {
    const config = model.config[name]
    if (config !== undefined) text += hashOf(config)
  }
  for (const file of service.files) if (file.text !== undefined) text += `${file.path}\0${file.text}\0`
  for (const { secret } of service.secrets) {
    const sealed = model.secrets.sealed[secret]
    if (sealed !== undefined) text += hashOf(sealed)
  }
  return text === '' ? NONE : { 'checksum/config': hash(text) }
}

const NONE: Annotations = Object.freeze({})

/** The shared configuration that a service reads, by whatever way, each once. */
export function configsOf(service: Service): ReadonlySet<string> {
  const names = new Set<string>(service.config)
  for (const container of [service, ...service.versions, ...service.init, ...service.sidecars])
    for (const name in container.env) {
      const source = container.env[name]
      if (source?.type === 'config') names.add(source.config)
    }
  for (const { shared } of service.files) if (shared !== undefined) names.add(shared.config)
  for (const name in service.volumes) {
    const config = service.volumes[name]?.config
    if (config !== undefined) names.add(config.name)
  }
  return names
}
