import type { Model, Report } from '../../engine/sdk.ts'
import { at, atKey, writtenAt } from '../../engine/sdk.ts'
import { type Lines, scopeBeside, scopeOfNode } from '../_shared/log-scope.ts'
import { expressionNotInLua, noSuchWord, oneForAll } from './diagnostics.ts'
import { luaExpression } from './expression.ts'
import { luaDrops } from './service.ts'

/** Whatever is said of logs that Fluent Bit can't do, at the word that says it. */
export function reportLimits(model: Model, report: Report): void {
  const environment = { environment: model.environment.name }
  for (const [path, why] of WITHOUT)
    if (writtenAt(model, 'logging', ...path) !== undefined)
      report(noSuchWord, atKey(model, 'logging', ...path), { word: path.join('.'), why }, environment)
  const [first, ...others] = zones(model)
  for (const { path, zone } of others)
    if (zone !== first?.zone)
      report(oneForAll, at(model, ...path), { what: 'time zone', here: zone, there: first?.zone ?? '' }, environment)
  const [own, ...buckets] = model.logging.outputs.flatMap((output) => (output.type === 's3' ? [output] : []))
  for (const { name, keys } of buckets) {
    const [here, there] = [keys, own?.keys].map((pair) => (pair === undefined ? 'none' : `${pair.access.secret}/${pair.access.key}`))
    if (here !== there)
      report(
        oneForAll,
        here === 'none' ? atKey(model, 'logging', 'to', name) : at(model, 'logging', 'to', name, 's3', 'accessKey'),
        { what: 'access key', here: here ?? '', there: there ?? '' },
        environment,
      )
  }
  for (const { name, logs, component } of Object.values(model.services)) {
    if (component !== undefined) continue
    if (logs.sidecar === 'agent' && logs.files.length > 0)
      for (const output of model.logging.outputs)
        if (output.type === 's3' && output.keys !== undefined && logs.to.includes(output.name))
          report(noSuchWord, at(model, 'services', name, 'logs', 'sidecar'), { word: 'sidecar: agent', why: KEYS }, environment)
    const said: (readonly [readonly (string | number)[], string])[] = [
      ...logs.mask.map(({ match }, index) => [['mask', index, 'match'], match] as const),
      ...luaDrops(logs).map((drop) => [['drop', logs.drop.indexOf(drop), 'match'], drop.match] as const),
      ...(logs.sample === undefined ? [] : [[['sample', 'match'], logs.sample.match] as const]),
    ]
    for (const [path, expression] of said) {
      const found = luaExpression(expression)
      if ('not' in found)
        report(expressionNotInLua, at(model, 'services', name, 'logs', ...path), { expression, why: found.not }, environment)
    }
  }
}

const KEYS = 'it reads the keys of a bucket from its environment only, where nobody puts them beside a service'

const WITHOUT = [
  [['buffers', 'chunk'], 'its chunks are of two megabytes'],
  [['deadLetters'], 'it keeps what is refused below `dead-letters` on the node'],
] as const

interface Zone {
  readonly path: readonly string[]
  readonly zone: string
}

function everyLine(model: Model): readonly Lines[] {
  const beside = Object.values(model.services).filter(({ logs }) => logs.sidecar === 'agent')
  return [...scopeOfNode(model).lines, ...beside.flatMap((service) => scopeBeside(service, model).lines)]
}

/** Zones that a text does not say itself, each where it is said: by a service or its file, or by the format of either. */
function zones(model: Model): readonly Zone[] {
  const found = new Map<string, Zone>()
  for (const { service, container, logs } of everyLine(model)) {
    const { time, format } = logs
    if (time === undefined || time.zone === 'UTC') continue
    const file = container === service ? [] : ['files', container.slice(`${service}-logs-`.length)]
    const own = ['services', service, 'logs', ...file, 'time']
    const isOwn = writtenAt(model, ...own) !== undefined || !Object.hasOwn(model.logging.formats, format)
    const path = [...(isOwn ? own : ['logging', 'formats', format, 'time']), 'zone']
    found.set(path.join('/'), { path, zone: time.zone })
  }
  return [...found.values()]
}

/** The zone in which the agent runs. */
export function zoneOf(model: Model): string | undefined {
  return zones(model)[0]?.zone
}
