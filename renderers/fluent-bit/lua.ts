import type { Lines } from '../_shared/log-scope.ts'
import { luaString } from '../_shared/quote/lua.ts'
import { luaExpression } from './expression.ts'
import { luaDrops, needsExpressions, timeMayBeNumber } from './service.ts'

/** One expression, and what belongs to it. Everything is quoted. */
interface Part {
  readonly expression: string
  readonly with: string
  /** Names from the outside to the inside. */
  readonly field: string
}

/** What is said of a service in Lua. */
export interface LuaView {
  readonly service: string
  readonly mask: readonly Part[]
  readonly drop: readonly Part[]
  readonly sample: (Part & { readonly keep: string }) | undefined
  /** Names of the field with the time, where it may be a number. */
  readonly time: string | undefined
}

/** What the template for a service in Lua reads; undefined when nothing of it is. */
export function luaView(lines: Lines): LuaView | undefined {
  if (!needsExpressions(lines.logs) && !timeMayBeNumber(lines.logs)) return undefined
  const { mask, sample, time } = lines.logs
  return {
    service: lines.container,
    mask: mask.map((one) => part(one.match, '', one.with)),
    drop: luaDrops(lines.logs).map(({ match, field = '' }) => part(match, field, '')),
    sample: sample && { ...part(sample.match, sample.field, ''), keep: String(sample.keep / 100) },
    time: time && timeMayBeNumber(lines.logs) ? names(time.field) : undefined,
  }
}

function part(source: string, field: string, text: string): Part {
  const found = luaExpression(source)
  return {
    // What Lua can't be told is reported, and nothing is rendered then.
    expression: 'lua' in found ? found.lua : 'x.all()',
    with: luaString(text),
    field: names(field),
  }
}

function names(field: string): string {
  return field.split('.').map(luaString).join(', ')
}
