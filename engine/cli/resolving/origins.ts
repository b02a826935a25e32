import { flow } from '../../explain/forms.ts'
import type { Model } from '../../resolve/model.ts'
import { type Say, saysOf } from '../../resolve/origin.ts'
import { createLocator } from '../../source/locate.ts'
import { printable } from '../../source/printable.ts'
import type { Source } from '../../source/source.ts'
import type { Paint } from '../paint.ts'

/** Longer values of those who lost are cut. */
const LONGEST = 40

/** Who decided a value, as a remark: `platform.yaml:42:13, not platform.yaml:12:5 (2)`. */
export type Origins = (path: readonly string[]) => string

/** Answers who decided a value of an environment. */
export function createOrigins(model: Model, source: Source, paint: Paint): Origins {
  const locator = createLocator(source)
  function place({ pointer }: Say): string {
    const { file, line, column } = locator.range(locator.span({ pointer, on: 'value' }))
    return `${file}:${line}:${column}`
  }
  function lost(say: Say): string {
    const value = flow(say.value)
    return `${place(say)} (${value.length <= LONGEST ? value : `${value.slice(0, LONGEST)}…`})`
  }
  return (path) => {
    const [winner, ...losers] = PLATFORM.has(path[0] ?? '') ? [{ pointer: `/${path[0]}`, value: null }] : saysOf(model, path)
    if (winner === undefined) return paint('faint', 'default')
    const over = losers.length === 0 ? '' : `, not ${losers.map(lost).join(', ')}`
    return paint('faint', printable(`${place(winner)}${over}`))
  }
}

/** What no environment can say. */
const PLATFORM = new Set(['name', 'owner', 'version'])
