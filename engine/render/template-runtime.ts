import slim, { type Runtime } from 'nunjucks/browser/nunjucks-slim.js'

/** A template asked for a name that is not there. The engine looks up the path of `holder` only when it has to tell somebody. */
export class UnknownName extends Error {
  readonly holder: unknown
  readonly key: string
  constructor(holder: unknown, key: string) {
    super(`unknown name ${key}`)
    this.holder = holder
    this.key = key
  }
}

/** A template printed what is no text. */
export class Unprintable extends Error {
  /** In the template, from 1. */
  readonly line: number
  constructor(value: unknown, line: number) {
    super(`only a text or a number can be printed, and this is ${kindOf(value)}`)
    this.line = line
  }
}

interface Frame {
  readonly lookup: (name: string) => unknown
}
interface Context {
  readonly getVariables: () => { readonly [name: string]: unknown }
}

const macros = new WeakSet<object>()

/**
 * What compiled templates run on. nunjucks itself takes a misspelt name for nothing, prints objects and calls whatever is a function;
 * here a name has to be there, only text and numbers are printed, and only the template's own macros are called. Nothing but the
 * view's own data can be reached, so that a template of the user can't get at the process.
 */
export const strictRuntime: Runtime = Object.freeze({
  ...slim.runtime,
  memberLookup,
  contextOrFrameLookup,
  callWrap,
  ensureDefined,
  makeMacro(names: readonly string[], keywords: readonly string[], body: unknown) {
    const macro = slim.runtime.makeMacro(names, keywords, body)
    macros.add(macro)
    return macro
  },
})

function memberLookup(holder: unknown, key: unknown): unknown {
  const found = (typeof holder === 'object' && holder !== null) || typeof holder === 'string' ? own(holder, String(key)) : undefined
  if (found === undefined || typeof found.value === 'function') throw new UnknownName(holder, String(key))
  return found.value
}

function own(holder: object | string, key: string): { readonly value: unknown } | undefined {
  if (!Object.hasOwn(Object(holder), key)) return undefined
  return { value: (holder as { readonly [key: string]: unknown })[key] }
}

function contextOrFrameLookup(context: Context, frame: Frame, name: string): unknown {
  const local = frame.lookup(name)
  if (local !== undefined) return local
  const variables = context.getVariables()
  if (!Object.hasOwn(variables, name)) throw new UnknownName(undefined, name)
  return variables[name]
}

function callWrap(callee: unknown, name: string, context: unknown, args: readonly unknown[]): unknown {
  if (typeof callee !== 'function' || !macros.has(callee)) throw new Error(`\`${name}\` is not a macro of this template`)
  return callee.apply(context, args)
}

/** `line` counts from 0. */
function ensureDefined(value: unknown, line: number): unknown {
  if (typeof value === 'string' || typeof value === 'number' || value instanceof slim.runtime.SafeString) return value
  throw new Unprintable(value, line + 1)
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? 'a list' : 'an object'
}
