import { isMap } from '../source/json.ts'
import type { Json, JsonObject } from '../source/source.ts'
import { interpolate, type Lookup } from './interpolate.ts'
import type { Layers } from './layers.ts'
import { descend, type Layer, overlaid, said } from './merge.ts'
import { mainPort, type RawPort, rawPorts } from './ports.ts'
import { createStoreWords } from './store-words.ts'

/** What `${…}` can name in one environment. */
export interface Scope {
  readonly lookup: (reference: string) => Lookup
}

interface Facts {
  readonly platform: JsonObject
  readonly environment: string
  readonly layers: Layers
}

const ROOTS = ['vars', 'env', 'platform', 'registry', 'services', 'stores', 'externals']

/** Answers are remembered, and a variable that needs itself is found by the names that are being looked up. */
export function createScope(facts: Facts): Scope {
  const answers = new Map<string, Lookup>()
  const open: string[] = []

  function lookup(reference: string): Lookup {
    const known = answers.get(reference)
    if (known !== undefined) return known
    const start = open.indexOf(reference)
    if (start >= 0) return { circle: [...open.slice(start), reference] }
    open.push(reference)
    const found = find(reference)
    open.pop()
    answers.set(reference, found)
    return found
  }

  /** A written text of the platform, with the references in it replaced. */
  function written(path: readonly string[], fallback?: string): Lookup | undefined {
    const value = raw(path)
    if (value === undefined || value === null) return fallback === undefined ? undefined : { value: fallback }
    const pointer = facts.layers.winner(path)
    if (typeof value !== 'string') return { value: String(value), from: pointer }
    let problem: Lookup | undefined
    const text = interpolate(value, lookup, (reference, wrong) => {
      if (wrong === undefined || 'value' in wrong)
        problem ??= { reason: `\`${path.join('.')}\` has a \`\${\` that is never closed`, known: [] }
      else problem ??= { ...wrong, within: wrong.within ?? { pointer, text: value, reference: String(reference) } }
    })
    return problem ?? { value: text, from: pointer }
  }

  function raw(path: readonly string[]): Json | undefined {
    const { layers, depth } = facts.layers.of(path)
    return said(layers, path.slice(depth))
  }

  /** The names below a path, over all layers. */
  function names(path: readonly string[]): string[] {
    const { layers, depth } = facts.layers.of([...path, '?'])
    let map: readonly Layer[] = layers
    for (const segment of path.slice(depth)) map = descend(overlaid(map), segment)
    map = overlaid(map)
    const found = new Set<string>()
    for (const { value } of map) if (isMap(value)) for (const key in value) if (said(map, [key]) !== undefined) found.add(key)
    return [...found]
  }

  const stores = createStoreWords(raw, written)

  const known = (prefix: string, keys: readonly string[], reason: string): Lookup => ({ reason, known: keys.map((key) => prefix + key) })

  function find(reference: string): Lookup {
    const path = reference.split('.')
    const [root, name, ...rest] = path
    switch (root) {
      case 'vars': {
        const keys = names(['vars'])
        if (name === undefined || rest.length > 0 || !keys.includes(name))
          return known('vars.', keys, `\`vars\` has no \`${[name ?? '', ...rest].join('.')}\``)
        return written(['vars', name]) ?? known('vars.', keys, 'it was removed')
      }
      case 'env': {
        if (reference === 'env.name') return { value: facts.environment }
        const platformName = String(facts.platform.name)
        if (reference === 'env.namespace') return written(['environment', 'namespace'], `${platformName}-${facts.environment}`) as Lookup
        if (reference === 'env.domain')
          return (
            written(['environment', 'domain']) ??
            known('env.', ['name', 'namespace'], `environment \`${facts.environment}\` has no \`domain\``)
          )
        return known('env.', ['name', 'namespace', 'domain'], 'an environment has `name`, `namespace` and `domain`')
      }
      case 'platform':
        if (reference === 'platform.name') return { value: String(facts.platform.name) }
        if (reference === 'platform.version' && typeof facts.platform.version === 'string') return { value: facts.platform.version }
        return known('platform.', ['name', 'version'], 'the platform has `name` and, when it says so, `version`')
      case 'registry':
        if (reference === 'registry.host') return written(['registry', 'host']) ?? known('', [], 'the platform has no `registry`')
        if (reference === 'registry.project') return written(['registry', 'project'], String(facts.platform.name)) as Lookup
        return known('registry.', ['host', 'project'], 'a registry has `host` and `project`')
      case 'services':
      case 'stores':
      case 'externals': {
        const declared = facts.platform[root]
        if (name === undefined || !isMap(declared) || !Object.hasOwn(declared, name)) {
          const keys = isMap(declared) ? Object.keys(declared) : []
          return { reason: `\`${name ?? ''}\` is not declared under \`${root}\``, known: keys.map((key) => [root, key, ...rest].join('.')) }
        }
        return endpoint(root, name, rest)
      }
      default:
        return {
          reason: 'a reference starts with `vars`, `env`, `services`, `stores`, `externals`, `registry` or `platform`',
          known: ROOTS.map((key) => [key, ...path.slice(1)].join('.')),
        }
    }
  }

  function endpoint(root: 'services' | 'stores' | 'externals', name: string, rest: readonly string[]): Lookup {
    const prefix = `${root}.${name}.`
    const host = hostOf(root, name)
    if ('value' in host === false) return host
    const ports = portsOf(root, name)
    const words = [
      'name',
      'host',
      ...(ports.length > 0 ? ['port', 'address', 'url', 'ports'] : []),
      ...(root === 'stores' ? ['database', 'user', 'secret', 'readHost', 'members'] : []),
    ]
    const [word, port, part, ...more] = rest
    if (word === 'ports') {
      const chosen = ports.find((candidate) => candidate.name === port)
      if (chosen === undefined)
        return known(
          `${prefix}ports.`,
          ports.map((candidate) => [candidate.name, ...(part === undefined ? [] : [part, ...more])].join('.')),
          `\`${name}\` has no port \`${port ?? ''}\``,
        )
      if (part === undefined || more.length > 0)
        return known(`${prefix}ports.${port}.`, ['port', 'address', 'url'], 'a port has `port`, `address` and `url`')
      return (
        describe(chosen, host.value, part) ??
        known(`${prefix}ports.${port}.`, ['port', 'address', 'url'], 'a port has `port`, `address` and `url`')
      )
    }
    if (word === undefined || rest.length > 1) return known(prefix, words, `\`${name}\` is not a text; say which part of it`)
    if (word === 'name') return { value: name }
    if (word === 'host') return host
    if (root === 'stores' && (word === 'database' || word === 'user' || word === 'secret'))
      return stores.word(name, word) ?? known(prefix, words, `\`${name}\` has no ${word}`)
    if (root === 'stores' && (word === 'readHost' || word === 'members')) return stores.membersWord(name, word, host.value, ports)
    const special = root === 'stores' && word === 'url' ? stores.url(name, host.value, ports) : undefined
    if (special !== undefined) return special
    const main = mainPort(ports)
    return (main && describe(main, host.value, word)) ?? known(prefix, words, `\`${name}\` has no \`${word}\``)
  }

  function hostOf(root: 'services' | 'stores' | 'externals', name: string): Lookup & ({ readonly value: string } | Lookup) {
    if (root === 'services') return { value: name }
    if (root === 'stores') return stores.hostOf(name)
    return written(['externals', name, 'host'], name) as Lookup
  }

  function portsOf(root: 'services' | 'stores' | 'externals', name: string): readonly RawPort[] {
    if (root === 'stores') return stores.portsOf(name)
    const keys = names([root, name, 'ports'])
    if (root === 'externals' && keys.length === 0) return [{ name: 'https', port: 443, appProtocol: 'https' }]
    return keys.flatMap((key) => rawPorts(key, raw([root, name, 'ports', key]), (part) => raw([root, name, 'ports', key, part])))
  }

  return { lookup }
}

function describe(port: RawPort, host: string, word: string): Lookup | undefined {
  if (word === 'port') return { value: String(port.port) }
  if (word === 'address') return { value: `${host}:${port.port}` }
  if (word !== 'url') return undefined
  const scheme = port.appProtocol.replace('http2', 'http').replace('kubernetes.io/h2c', 'http').replace('grpc-web', 'http')
  const usual = (scheme === 'http' && port.port === 80) || (scheme === 'https' && port.port === 443)
  return { value: usual ? `${scheme}://${host}` : `${scheme}://${host}:${port.port}` }
}
