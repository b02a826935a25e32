import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import { promotionOrder, reachOf } from '../../resolve/reach.ts'
import { atKey as keyAt } from '../../source/pointer.ts'
import type { Rule } from '../check.ts'
import { builtEverywhere } from './built.ts'

export const promotionCircle = defineDiagnostic<{ circle: readonly string[] }>({
  code: 'check/promotion-circle',
  severity: 'error',
  message: ({ circle }) => `environments follow one another in a circle: ${circle.map((name) => `\`${name}\``).join(' → ')}`,
  note: () => 'Each would wait for the other to prove an image first.',
})

export const followsNobody = defineDiagnostic<{ environment: string; from: string; reason: string }>({
  code: 'check/promotion-without-proof',
  severity: 'error',
  message: ({ environment, from, reason }) =>
    `nothing can ever be deployed in \`${environment}\`: \`${from}\`, which it follows, ${reason}`,
})

export const promotionSkips = defineDiagnostic<{ environment: string; from: string; skipped: string }>({
  code: 'check/promotion-skips',
  severity: 'warning',
  message: ({ environment, from, skipped }) =>
    `\`${environment}\` follows \`${from}\`, and so does \`${skipped}\`: an image gets to production without having been in \`${skipped}\``,
  note: ({ skipped }) => `Say \`from: ${skipped}\`.`,
})

export const productionFirst = defineDiagnostic<{ production: string; other: string; ref: string }>({
  code: 'check/production-first',
  severity: 'error',
  message: ({ production, other, ref }) => `${ref} is deployed in production (\`${production}\`) before it is deployed in \`${other}\``,
  note: () => 'A run goes through the environments in the order of the file. Put the rehearsal first, or say `from`.',
})

export const branchOfTwo = defineDiagnostic<{ branch: string; environments: readonly [string, string] }>({
  code: 'check/branch-of-two',
  severity: 'warning',
  message: ({ branch, environments: [one, other] }) =>
    `a commit to \`${branch}\` is deployed in \`${one}\` and in \`${other}\`, neither of which follows the other`,
  note: ({ environments: [one] }) => `Say \`from: ${one}\` when that is meant, or \`branch: null\` where it was inherited.`,
})

/** The way of an image from environment to environment. */
export const promotion: Rule = {
  platform({ models, report }) {
    if (builtEverywhere(models).size === 0) return
    const byName = new Map(models.map((model) => [model.environment.name, model]))
    const followed = (model: Model): Model | undefined =>
      model.environment.from === undefined ? undefined : byName.get(model.environment.from)
    const ancestors = (model: Model): readonly string[] => {
      const names: string[] = []
      for (let current = followed(model); current !== undefined && !names.includes(current.environment.name); current = followed(current))
        names.push(current.environment.name)
      return names
    }
    for (const model of models) {
      const { name, from, production } = model.environment
      if (from === undefined) continue
      if (ancestors(model).includes(name)) {
        const circle = [name, ...ancestors(model)]
        // Told once, at its first member.
        if (models.find(({ environment }) => circle.includes(environment.name)) === model)
          report(promotionCircle, at(model, 'environment', 'from'), { circle })
        continue
      }
      const before = byName.get(from)
      const reach = before === undefined ? undefined : reachOf(before, models)
      if (before === undefined || reach === undefined || (reach.branch === undefined && reach.tag === undefined)) {
        const reason = before === undefined ? 'is abstract' : 'is reached by no branch and no tag'
        report(followsNobody, at(model, 'environment', 'from'), { environment: name, from, reason })
        continue
      }
      const skipped = models.find(
        (other) =>
          other !== model &&
          other.environment.from === from &&
          !other.environment.production &&
          !ancestors(model).includes(other.environment.name),
      )
      if (production && skipped !== undefined)
        report(promotionSkips, at(model, 'environment', 'from'), { environment: name, from, skipped: skipped.environment.name })
    }
    pairs(models, (one, other) => {
      const [first, second] = [reachOf(one, models), reachOf(other, models)]
      const siblings = one.environment.from !== undefined && one.environment.from === other.environment.from
      const related = siblings || ancestors(other).includes(one.environment.name) || ancestors(one).includes(other.environment.name)
      const [a, b] = [one.environment.name, other.environment.name]
      if (!related && first.branch !== undefined && first.branch === second.branch)
        report(
          branchOfTwo,
          keyAt('environments', b),
          { branch: first.branch, environments: [a, b] },
          { related: [{ message: 'and here', place: atKey(one, 'environment', 'branch') }] },
        )
    })
    const ordered = promotionOrder(models)
    pairs(ordered, (one, other) => {
      if (!one.environment.production || other.environment.production) return
      const [first, second] = [reachOf(one, models), reachOf(other, models)]
      for (const [type, ref] of [
        ['tag', first.tag === second.tag ? first.tag : undefined],
        ['commit to', first.branch === second.branch ? first.branch : undefined],
      ] as const)
        if (ref !== undefined)
          report(
            productionFirst,
            keyAt('environments', one.environment.name),
            { production: one.environment.name, other: other.environment.name, ref: `a ${type} \`${ref}\`` },
            { related: [{ message: 'which comes later', place: keyAt('environments', other.environment.name) }] },
          )
    })
  },
}

function pairs(models: readonly Model[], visit: (one: Model, other: Model) => void): void {
  models.forEach((one, index) => {
    for (const other of models.slice(index + 1)) visit(one, other)
  })
}
