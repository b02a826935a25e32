import type { JsonObject, ServiceLogs } from '../../engine/sdk.ts'

type Language = NonNullable<ServiceLogs['traces']>

/** From which state a line of which form leads where. https://docs.fluentbit.io/manual/data-pipeline/parsers/multiline-parsing: the first state is called `start_state`. */
type Rule = readonly [from: string, line: string, to: string]

/** How runtimes write stack traces. A line that fits nowhere ends one. */
const RULES: { readonly [Name in Language]: readonly Rule[] } = {
  java: [
    ['start_state', String.raw`(?:^|[\s:])(?:[\w$]+\.)*[\w$]*(?:Exception|Error|Throwable)(?::|$)`, 'frames'],
    ['frames', String.raw`^[\t ]+(?:at |- |\.\.\. \d+ )|^[\t ]*(?:Caused by|Suppressed|nested exception is):`, 'frames'],
  ],
  python: [
    ['start_state', String.raw`^Traceback \(most recent call last\):$`, 'frames'],
    ['frames', String.raw`^[\t ]`, 'frames'],
    ['frames', String.raw`^(?:[^\s.():]+\.)*[^\s.():]+(?::|$)`, 'done'],
    ['done', '(?!)', 'done'],
  ],
  node: [
    ['start_state', String.raw`(?:^|[\s:])(?:[\w$]+\.)*[\w$]*(?:Exception|Error)(?: \[\w+\])?(?::|$)`, 'frames'],
    ['frames', String.raw`^[\t ]+(?:at |\[cause\]: )|^[\t ]*Caused by:`, 'frames'],
  ],
  go: [
    ['start_state', String.raw`\bpanic: |^fatal error: `, 'reason'],
    ['start_state', 'http: panic serving', 'goroutine'],
    ['reason', String.raw`^\[signal |^[\t ]+panic: `, 'reason'],
    ['reason, frames', '^$', 'goroutine'],
    ['goroutine', String.raw`^goroutine \d+ \[[^\]]+\]:$`, 'frames'],
    ['frames', String.raw`^(?:[^\s.:]+\.)*[^\s.():]+\(|^created by |^[\t ]`, 'frames'],
  ],
}

/** What makes one record of the lines of a stack trace; lines of the two streams of a container are told apart. */
export function tracesParser(name: string, language: Language): JsonObject {
  return multilineParser(name, RULES[language])
}

/** What makes one record of a line that matches, and of all lines up to the next such line. */
export function startParser(name: string, start: string): JsonObject {
  const [flags, expression] = start.startsWith('(?i)') ? ['i', start.slice(4)] : ['', start]
  const inner = `(?${flags}:${expression})`
  return multilineParser(name, [
    ['start_state', inner, 'more'],
    ['more', String.raw`\A(?!.*?${inner})`, 'more'],
  ])
}

function multilineParser(name: string, rules: readonly Rule[]): JsonObject {
  return {
    name,
    type: 'regex',
    flush_timeout: '5000',
    key_content: 'message',
    key_group: 'stream',
    rules: rules.map(([state, line, next_state]) => ({ state, regex: `/${line}/`, next_state })),
  }
}
