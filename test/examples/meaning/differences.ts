import type { Facts } from './facts.ts'

/** A fact that is not the same on both sides; undefined where a side does not know it. */
export interface Difference {
  readonly fact: string
  readonly original: string | undefined
  readonly ours: string | undefined
}

/** Why some differences are right. `*` in `fact` stands for anything; a value that is written has to be that one, `absent` that there is none. */
export interface Explanation {
  readonly fact: string
  readonly original?: string
  readonly ours?: string
  readonly reason: string
}

export function differencesOf(original: Facts, ours: Facts): readonly Difference[] {
  return [...new Set([...original.keys(), ...ours.keys()])]
    .sort()
    .map((fact) => ({ fact, original: original.get(fact), ours: ours.get(fact) }))
    .filter((difference) => difference.original !== difference.ours)
}

export function explains({ fact, original, ours }: Explanation, difference: Difference): boolean {
  const pattern = new RegExp(`^${fact.split('*').map(literally).join('.*')}$`)
  return pattern.test(difference.fact) && matches(original, difference.original) && matches(ours, difference.ours)
}

function matches(wanted: string | undefined, value: string | undefined): boolean {
  return wanted === undefined || wanted === (value ?? 'absent')
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
