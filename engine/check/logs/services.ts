import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { compileLogRegex, namedGroups } from '../../kinds/log-regex.ts'
import { saysDay, saysZone } from '../../kinds/time-format.ts'
import type { Service, ServiceLogs } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { timeWithoutDay, unknownField, zoneWithoutEffect } from './formats.ts'

export const formatOfStack = defineDiagnostic<{ service: string; format: string; stack: string; writes: readonly string[] }>({
  code: 'check/log-format-of-stack',
  severity: 'error',
  message: ({ service, format, stack }) => `\`${service}\` is built as \`${stack}\`, which does not write \`${format}\``,
  note: ({ writes }) => `It writes ${writes.map((name) => `\`${name}\``).join(', ')} or a format of your own.`,
})

export const multilineJson = defineDiagnostic<{ service: string }>({
  code: 'check/log-multiline-json',
  severity: 'error',
  message: ({ service }) => `\`${service}\` writes JSON, of which every line is a record`,
  note: () => 'Joining lines would make several objects one text that is none. Remove `multiline`; a stack trace is a field of its object.',
})

export const dropsEverything = defineDiagnostic<{ service: string; word: string }>({
  code: 'check/log-drops-everything',
  severity: 'error',
  message: ({ service, word }) => `\`${word}\` lets no record of \`${service}\` through`,
  note: () => 'Name what nobody needs, not all of it. For a service that nobody wants to hear, write less in the service itself.',
})

const WRITES: { readonly [stack: string]: readonly string[] } = {
  'spring-boot': ['java', 'json', 'plain'],
  java: ['java', 'json', 'plain'],
  node: ['node', 'json', 'plain'],
  'node-static': ['nginx', 'json', 'plain'],
  django: ['python', 'json', 'nginx', 'plain'],
  fastapi: ['python', 'json', 'plain'],
  go: ['go', 'json', 'plain'],
  dotnet: ['json', 'plain'],
  php: ['nginx', 'json', 'plain'],
  ruby: ['json', 'plain'],
  rust: ['json', 'plain'],
}
const BUILT_IN = ['plain', 'json', 'java', 'python', 'go', 'node', 'nginx', 'apache']

/** What a service says of its logs: whether it can be so, and leaves something. */
export const serviceLogs: Rule = {
  model({ model, report }) {
    if (model.logging.agent === 'none') return
    for (const service of Object.values(model.services)) {
      const { name, logs } = service
      const path = ['services', name, 'logs']
      const stack = stackOf(service)
      const writes = stack === undefined ? undefined : WRITES[stack]
      if (stack !== undefined && writes !== undefined && BUILT_IN.includes(logs.format) && !writes.includes(logs.format))
        report(formatOfStack, at(model, ...path, 'format'), { service: name, format: logs.format, stack, writes })
      if (logs.json && logs.start !== undefined) report(multilineJson, atKey(model, ...path, 'multiline'), { service: name })

      const known = fieldsOf(logs)
      const owner = `\`${name}\``
      if (logs.time !== undefined && writtenAt(model, ...path, 'time') !== undefined) {
        const { field, format } = logs.time
        if (known !== undefined && !known.includes(field))
          report(unknownField, at(model, ...path, 'time', 'field'), { owner, word: 'time', field, known })
        if (!saysDay(format)) report(timeWithoutDay, at(model, ...path, 'time', 'format'), { owner, format })
        if (saysZone(format) && writtenAt(model, ...path, 'time', 'zone') !== undefined)
          report(zoneWithoutEffect, atKey(model, ...path, 'time', 'zone'), { owner })
      }
      for (const [index, { field, match }] of logs.drop.entries()) {
        if (field === undefined && matchesEverything(match))
          report(dropsEverything, at(model, ...path, 'drop', index), { service: name, word: 'drop' })
        if (field !== undefined && known !== undefined && !known.includes(field) && field !== 'message')
          report(unknownField, at(model, ...path, 'drop', index, 'field'), { owner, word: 'drop', field, known })
      }
      const { sample } = logs
      if (sample !== undefined) {
        if (sample.keep === 0 && matchesEverything(sample.match))
          report(dropsEverything, at(model, ...path, 'sample'), { service: name, word: 'sample' })
        if (known !== undefined && !known.includes(sample.field))
          report(unknownField, at(model, ...path, 'sample'), { owner, word: 'sample', field: sample.field, known })
      }
      if (logs.to.length === 0 && model.logging.outputs.length > 0)
        report(dropsEverything, at(model, ...path, 'to'), { service: name, word: 'to' })
    }
  },
}

function stackOf({ build }: Service): string | undefined {
  return build?.stack
}

/** The fields that a line can have; undefined for JSON, of which nobody knows. */
function fieldsOf(logs: ServiceLogs): readonly string[] | undefined {
  if (logs.json) return undefined
  return logs.regex === undefined ? [] : namedGroups(logs.regex)
}

/** Whatever matches nothing at all and something unlikely matches everything that people write. */
function matchesEverything(expression: string): boolean {
  const compiled = compileLogRegex(expression)
  return compiled !== undefined && ['', 'x', '7 \u{1F600} ~'].every((text) => compiled.test(text))
}
