import { isMap } from '../source/json.ts'
import type { Json } from '../source/source.ts'
import { type StoreEngine, storeEngines } from '../stores/index.ts'
import { engineOf, operatorOf, type StoreOperator } from '../stores/operators/index.ts'
import type { Lookup } from './interpolate.ts'
import type { RawPort } from './ports.ts'

/** What `${stores.…}` can say, out of what is written about a store in one environment. */
export interface StoreWords {
  readonly hostOf: (name: string) => Lookup
  readonly portsOf: (name: string) => readonly RawPort[]
  readonly word: (name: string, word: 'database' | 'user' | 'secret') => Lookup | undefined
  readonly membersWord: (
    name: string,
    word: 'readHost' | 'members',
    host: string,
    ports: readonly RawPort[],
  ) => Lookup & { readonly value: string }
  /** The address of a store whose engine has a form of its own for it. */
  readonly url: (name: string, host: string, ports: readonly RawPort[]) => Lookup | undefined
}

/** `raw` is what is written at a path, `written` the same as a text with its references replaced. */
export function createStoreWords(
  raw: (path: readonly string[]) => Json | undefined,
  written: (path: readonly string[], fallback?: string) => Lookup | undefined,
): StoreWords {
  const isOutside = (name: string): boolean => isMap(raw(['stores', name, 'external']))

  function kindOf(name: string): { readonly engine: string; readonly operator: { readonly name: string } | undefined } {
    const operator = isOutside(name) ? undefined : raw(['stores', name, 'operator', 'name'])
    return { engine: String(raw(['stores', name, 'engine'])), operator: operator === undefined ? undefined : { name: String(operator) } }
  }

  function factsOf(name: string): StoreEngine | undefined {
    const kind = kindOf(name)
    return Object.hasOwn(storeEngines, kind.engine) ? engineOf(kind) : undefined
  }

  /** The operator that runs a store here. */
  function operatedBy(name: string): StoreOperator | undefined {
    const { engine, operator } = kindOf(name)
    return operatorOf(engine, operator?.name)
  }

  function hostOf(name: string): Lookup {
    const operator = operatedBy(name)
    return written(['stores', name, 'external', 'host'], operator === undefined ? name : name + operator.suffixes.host) as Lookup
  }

  function portsOf(name: string): readonly RawPort[] {
    const engine = factsOf(name)
    if (engine === undefined) return []
    const port = raw(['stores', name, 'external', 'port'])
    const scheme = isMap(raw(['stores', name, 'tls'])) ? engine.tlsScheme : engine.scheme
    return [{ name: engine.portName, port: typeof port === 'number' ? port : engine.port, appProtocol: scheme }]
  }

  function memberCount(name: string): number {
    const replicas = raw(['stores', name, 'replicas'])
    return typeof replicas === 'number' && !isOutside(name) ? replicas : 1
  }

  /** A name that leads to any member, for reading; and the addresses of all of them, for a client that wants to know them. */
  const membersWord: StoreWords['membersWord'] = (name, word, host, ports) => {
    const engine = factsOf(name)
    const operator = operatedBy(name)
    const count = memberCount(name)
    if (word === 'readHost') {
      if (operator !== undefined) return { value: count > 1 ? name + operator.suffixes.read : host }
      return { value: count > 1 && engine?.firstLeads === true ? `${name}-read` : host }
    }
    const [main] = ports
    const of = (member: string) => `${member}:${main === undefined ? '' : main.port}`
    // Clients of what an operator runs begin at the one address, and are told of the others there.
    if (count === 1 || operator !== undefined) return { value: of(host) }
    return { value: Array.from({ length: count }, (_, index) => of(`${name}-${index}.${name}-headless`)).join(',') }
  }

  function word(name: string, asked: 'database' | 'user' | 'secret'): Lookup | undefined {
    const engine = factsOf(name)
    if (asked === 'secret') {
      const made = operatedBy(name)?.secret
      return written(['stores', name, 'secret'], made === undefined ? name : name + made.suffix)
    }
    if (engine === undefined) return undefined
    const usual = name.replaceAll('-', '_')
    const database = engine.databases ? written(['stores', name, 'database'], usual) : undefined
    if (asked === 'database') return database
    if (typeof engine.login === 'object') return { value: engine.login.user }
    if (engine.login !== 'user' || (database !== undefined && !('value' in database))) return undefined
    return written(['stores', name, 'user'], database === undefined ? usual : database.value)
  }

  const url: StoreWords['url'] = (name, host, ports) => {
    const engine = factsOf(name)
    const database = word(name, 'database')
    if (engine?.url === undefined || database === undefined || !('value' in database)) return undefined
    return {
      value: engine.url({
        members: membersWord(name, 'members', host, ports).value,
        database: database.value,
        replicaSet: memberCount(name) === 1 ? undefined : name,
        tls: isMap(raw(['stores', name, 'tls'])),
      }),
    }
  }

  return { hostOf, portsOf, word, membersWord, url }
}
