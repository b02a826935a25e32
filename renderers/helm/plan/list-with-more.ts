import { isOptional, open, type Variants } from '../../../engine/sdk.ts'
import type { Path } from '../values/path.ts'
import type { Rule } from './context.ts'
import { itemContext, optionalEntry, planPlace, switchOf } from './place.ts'
import type { Item } from './template.ts'

/** A list to which anybody can add items by a value, if it is offered. `switchName` is what turns on an item that only some environments have. */
export function listWithMore(name: Path, description: string, offers: boolean, switchName: (key: string, part: Variants) => Path): Rule {
  return {
    entry(key, part, whole, context) {
      const { scope, planning } = context
      const more = () =>
        planning.slots.claim({
          wanted: [[...scope, ...name]],
          form: 'whole',
          presence: 'filled',
          values: whole.values.map(() => undefined),
          blank: [],
          description,
        })
      if (part === undefined) {
        if (!offers) return undefined
        const slot = more()
        return { key, template: { type: 'value', slot }, when: { test: 'filled', path: slot.path } }
      }
      if (isOptional(part, whole)) return optionalEntry(key, part, context)
      const inside = open(part)
      if (inside.type !== 'list' || !inside.items.some(({ part: item }) => !isOptional(item, part)))
        return { key, template: planPlace(part, { ...context, rule: undefined }) }
      const items = inside.items.map(({ key: itemKey, part: item }): Item => {
        const inner = itemContext(itemKey, inside.items.length, undefined, context)
        const template = planPlace(item, inner)
        if (!isOptional(item, part)) return { template }
        return {
          template,
          when: {
            test: 'true',
            path: switchOf(item, part, inner, [
              [...scope, ...switchName(itemKey, item)],
              [...inner.name, 'enabled'],
            ]),
          },
        }
      })
      return { key, template: { type: 'list', items, ...(offers ? { more: more() } : {}) } }
    },
  }
}
