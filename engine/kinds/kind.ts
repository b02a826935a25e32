/** The code under which a wrong value is reported: `validate/bad-FAMILY`. */
export type Family = 'duration' | 'quantity' | 'port' | 'name' | 'host' | 'image' | 'cron' | 'path' | 'text'

/** Why a value is not of its kind. */
export interface Problem {
  /** Completes "… is not a duration: ". */
  readonly reason: string
  /** What was probably meant. Always of the kind. */
  readonly fix?: string | number
  /** The value is right as a text, so it only needs quotes. */
  readonly quote?: true
}

/** A typed scalar: a text or a number with a grammar. */
export interface Kind {
  /** How it may be written. */
  readonly json: readonly ('string' | 'number' | 'integer')[]
  /** A number is only another way to write a text: normalising turns `cpu: 2` into `cpu: "2"`. */
  readonly asText?: true
  /** With its article, for messages: "a duration". */
  readonly what: string
  readonly family: Family
  readonly example: string | number
  /** One sentence: the grammar with its unit, and where it comes from. */
  readonly explain: string
  readonly check: (value: string | number | boolean) => Problem | undefined
  /** The bounds of its numbers, inclusive. */
  readonly range?: { readonly minimum: number; readonly maximum: number }
  /** A regular expression for the whole text, without anchors, that says exactly what `check` says of texts. For the editor's schema. */
  readonly pattern?: string
}

interface TextWords {
  readonly what: string
  readonly family: Family
  readonly example: string
  readonly explain: string
  /** What was probably meant; offered only when it is right. */
  readonly mend?: (text: string) => string | undefined
  /** A number may be written for the text that it prints as. Default false. */
  readonly numbers?: boolean
}

/** Why a text is wrong, or undefined. */
type Find = (text: string) => string | undefined

/** With a pattern the pattern decides, and `find` only says what is wrong. Without, `find` decides. */
type TextKind = TextWords & ({ readonly pattern: string; readonly find: Find } | { readonly pattern?: undefined; readonly find: Find })

/** A kind whose values are texts. */
export function textKind({ find, mend, numbers = false, pattern, ...words }: TextKind): Kind {
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`)
  function wrong(text: string): string | undefined {
    if (whole === undefined) return text.includes('\0') ? 'it has a NUL character' : find(text)
    return whole.test(text) ? undefined : (find(text) ?? words.explain)
  }
  return {
    ...words,
    ...(pattern === undefined ? {} : { pattern }),
    ...(numbers ? { json: ['string', 'number'], asText: true } : { json: ['string'] }),
    check(value) {
      const text = String(value)
      const reason = wrong(text)
      if (reason !== undefined) {
        const fix = mend?.(text)
        return fix === undefined || fix === text || wrong(fix) !== undefined ? { reason } : { reason, fix }
      }
      if (typeof value === 'string' || (numbers && typeof value === 'number')) return undefined
      return { reason: `${typeof value === 'number' ? 'a number' : 'true or false'} needs quotes to be a text`, quote: true }
    },
  }
}

/** The reason of the first rule that is broken: pairs of "broken" and the reason. */
export function firstReason(...rules: readonly (readonly [boolean, string])[]): string | undefined {
  return rules.find(([broken]) => broken)?.[1]
}
