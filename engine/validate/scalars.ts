import type { Fix, Spot } from '../diagnostics/diagnostic.ts'
import type { Kind } from '../kinds/kind.ts'
import { type KindName, kinds } from '../kinds/kinds.ts'
import { isReference, isTemplate } from '../kinds/template.ts'
import type { PlanNode, ScalarNode } from '../plan/plan.ts'
import { checkScalar, type ScalarProblem } from '../plan/scalar.ts'
import { yamlScalar } from '../source/quote.ts'
import type { Json } from '../source/source.ts'
import { type Context, keyAt, valueAt } from './context.ts'
import { badValues, nothingWritten, outOfRange, unknownChoice, wrongLength, wrongType } from './diagnostics.ts'
import { flowText } from './flow.ts'
import type { Path } from './normalise.ts'
import { HIDDEN, isSecretName, nameOf, promised } from './secrets.ts'
import { found, shown, subject, wanted } from './words.ts'

type Scalar = string | number | boolean

/** Checks a scalar that stands where one is wanted. A text with references is checked when they are filled in. */
export function checkWritten(node: ScalarNode, value: Scalar, path: Path, outer: PlanNode, context: Context): void {
  if (typeof value === 'string' && !node.literal && isTemplate(value) && (node.json.includes('string') || isReference(value))) return
  const problem = checkScalar(node, value)
  if (problem !== undefined) tell(problem, node, value, path, outer, context)
}

/** Checks a key of a map by name. Keys have no references. */
export function checkKey(name: KindName, key: string, path: Path, on: 'key' | 'value', { report }: Context): void {
  const kind: Kind = kinds[name]
  const problem = kind.check(key)
  if (problem === undefined) return
  const place = on === 'key' ? keyAt(path) : valueAt(path)
  const fixes = problem.fix === undefined ? [] : [writing(place, problem.fix)]
  report(badValues[kind.family], place, { value: shown(key), what: kind.what, reason: problem.reason, explain: kind.explain }, { fixes })
}

/** Nothing, a list or a map where a scalar is wanted. */
export function tellMisfit(value: Json, path: Path, outer: PlanNode, { report }: Context): void {
  const place = valueAt(path)
  if (value === null)
    report(
      nothingWritten,
      keyAt(path),
      { subject: subject(path), wanted: wanted(outer) },
      { fixes: [{ message: 'remove the key', changes: [{ remove: keyAt(path) }] }] },
    )
  else report(wrongType, place, { subject: subject(path), wanted: wanted(outer), found: found(value) }, { fixes: singleItem(value, path) })
}

/** A list of one thing where only one is possible. */
function singleItem(value: Json, path: Path): readonly Fix[] {
  const [item, more] = Array.isArray(value) ? (value as readonly Json[]) : []
  const text =
    item === undefined || item === null || typeof item === 'object' || more !== undefined ? undefined : flowText(item, nameOf(path))
  return text === undefined ? [] : [{ message: `write \`${text}\``, changes: [{ replace: valueAt(path), text }] }]
}

function tell(problem: ScalarProblem, node: ScalarNode, value: Scalar, path: Path, outer: PlanNode, context: Context): void {
  const { report } = context
  const place = valueAt(path)
  const conceal = isSecret(node, value, path)
  const more = { conceal, fixes: conceal ? [] : fixOf(problem, node, value, path, context) }
  // 0440 and 1.30 are 440 and 1.3 to a machine, but nobody wrote that.
  const seen = conceal ? HIDDEN : typeof value === 'string' ? shown(value) : context.raw(path)
  const about = { subject: subject(path), value: seen }
  switch (problem.type) {
    case 'kind': {
      const { what, explain, family } = problem.kind
      report(
        badValues[family],
        place,
        { ...about, value: isQuotedNumber(value, problem.kind) ? `"${seen}"` : seen, what, reason: problem.problem.reason, explain },
        more,
      )
      break
    }
    case 'type':
      report(
        wrongType,
        place,
        {
          ...about,
          wanted: wanted(outer),
          found: typeof value === 'number' ? `the number \`${seen}\`` : conceal ? 'something else' : found(value),
        },
        more,
      )
      break
    case 'choice':
      report(unknownChoice, place, { ...about, choices: problem.choices, nearest: problem.nearest }, more)
      break
    case 'range':
      report(outOfRange, place, { ...about, value: Number(value), minimum: problem.minimum, maximum: problem.maximum }, more)
      break
    case 'length':
      report(wrongLength, place, { ...about, length: [...String(value)].length, minimum: problem.minimum, maximum: problem.maximum }, more)
      break
  }
}

/** Whether somebody may have written a secret where its name is wanted. */
function isSecret({ kind }: ScalarNode, value: Scalar, path: Path): boolean {
  const name = nameOf(path)
  return kind === 'keyRef'
    ? path.includes('secrets') || (name !== undefined && isSecretName(name))
    : promised(String(value), name) !== undefined
}

function isQuotedNumber(value: Scalar, { json }: Kind): boolean {
  return typeof value === 'string' && !json.includes('string')
}

function fixOf(problem: ScalarProblem, node: ScalarNode, value: Scalar, path: Path, context: Context): readonly Fix[] {
  const place = valueAt(path)
  if (typeof value !== 'string') {
    const raw = context.raw(path)
    if (checkScalar(node, raw) === undefined)
      return [{ message: `write \`${quoted(raw)}\``, changes: [{ replace: place, text: quoted(raw) }] }]
  }
  if (problem.type === 'kind') return problem.problem.fix === undefined ? [] : [writing(place, problem.problem.fix)]
  if (problem.type === 'choice') return problem.nearest === undefined ? [] : [writing(place, choiceNamed(problem.choices, problem.nearest))]
  const meant = problem.type === 'type' && typeof value === 'string' ? withoutQuotes(value) : undefined
  return meant !== undefined && checkScalar(node, meant) === undefined ? [writing(place, meant)] : []
}

function choiceNamed(choices: readonly Scalar[], name: string): Scalar {
  return choices.find((choice) => String(choice) === name) ?? name
}

/** The number or boolean that a text spells. */
function withoutQuotes(text: string): number | boolean | undefined {
  const plain = text.trim().toLowerCase()
  if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(plain)) return Number(plain)
  if (['true', 'yes', 'on', 'y'].includes(plain)) return true
  return ['false', 'no', 'off', 'n'].includes(plain) ? false : undefined
}

/** The repair that writes another value. */
export function writing(place: Spot, value: Scalar): Fix {
  const text = typeof value === 'string' ? yamlScalar(value) : String(value)
  return { message: `write \`${text}\``, changes: [{ replace: place, text }] }
}

/** What stands there without quotes, with quotes. */
function quoted(raw: string): string {
  return JSON.stringify(raw)
}
