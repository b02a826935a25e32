import type { Pointer, Report } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import type { ScalarNode } from '../plan/plan.ts'
import { checkScalar, settleScalar, tellProblem } from '../plan/scalar.ts'
import type { Json } from '../source/source.ts'
import { badAfterInterpolation, circularVariable, missingAfterMerge, unclosedVariable, unknownVariable } from './diagnostics.ts'
import { interpolate, type Lookup } from './interpolate.ts'
import type { Layers } from './layers.ts'
import type { MergeContext } from './merge.ts'
import type { Scope } from './scope.ts'
import { subjectOf } from './subject.ts'

/** What becomes of the scalars of one environment: references are replaced, and what then stands there is checked against its kind. */
export function createWords(scope: Scope, layers: Layers, environment: string, report: Report): MergeContext {
  /** Where values stand that are wrong when their references are replaced. */
  const bad = new Set<Pointer>()

  function scalar(value: string | number | boolean, node: ScalarNode, path: readonly string[]): Json {
    if (typeof value !== 'string' || node.literal || !value.includes('${')) return value
    const text = value
    const place = { pointer: layers.winner(path), on: 'value' } as const
    let right = true
    let follows = false
    function lookup(reference: string): Lookup {
      const found = scope.lookup(reference)
      if ('value' in found && found.from !== undefined && bad.has(found.from)) follows = true
      return found
    }
    const replaced = interpolate(text, lookup, (reference, problem) => {
      right = false
      tell(reference, problem)
    })
    const settled = settleScalar(node, replaced)
    const problem = right ? checkScalar(node, settled) : undefined
    if (problem === undefined) return settled
    // What is made of a wrong value is wrong too, and told with it.
    if (!follows) report(badAfterInterpolation, place, { value: replaced, ...tellProblem(node, problem) }, { environment })
    bad.add(place.pointer)
    return settled

    function tell(reference: string | undefined, problem: Lookup | undefined): void {
      if (reference === undefined) report(unclosedVariable, place, {})
      if (reference === undefined || problem === undefined || 'value' in problem) return
      // Where it is written, once, and not wherever that is used.
      const { within } = problem
      const where = within === undefined ? place : ({ pointer: within.pointer, on: 'value' } as const)
      if ('circle' in problem) {
        report(circularVariable, where, { chain: problem.circle }, { environment })
        return
      }
      const named = within?.reference ?? reference
      const near = nearestReference(named, problem.known)
      const fixes =
        near === undefined
          ? []
          : [
              {
                message: `write \`\${${near}}\``,
                changes: [{ replace: where, text: JSON.stringify((within?.text ?? text).replaceAll(`\${${named}}`, `\${${near}}`)) }],
              },
            ]
      report(unknownVariable, where, { reference: named, reason: problem.reason, nearest: near }, { environment, fixes })
    }
  }

  return {
    scalar,
    missing: (path, key) =>
      report(missingAfterMerge, { pointer: layers.winner(path), on: 'key' }, { subject: subjectOf(path), key }, { environment }),
    memo: new WeakMap(),
  }
}

/** A known reference that differs in one name only, which was probably meant. */
function nearestReference(wrong: string, known: readonly string[]): string | undefined {
  const names = wrong.split('.')
  for (const [index, name] of names.entries()) {
    const others = new Map<string, string>()
    for (const candidate of known) {
      const parts = candidate.split('.')
      if (parts.length === names.length && parts.every((part, at) => at === index || part === names[at]))
        others.set(parts[index] as string, candidate)
    }
    const near = nearest(name, others.keys())
    if (near !== undefined) return others.get(near)
  }
  return undefined
}
