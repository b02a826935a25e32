/** A file's text, or what its bytes are instead. */
export interface Decoded {
  /** Without a byte order mark. Where bytes are no text, `\uFFFD` stands for them. */
  readonly text: string
  /** Undefined when all is well. */
  readonly problem: EncodingProblem | undefined
}

/** What stands where UTF-8 should: at an offset of the text. `byte` is empty where the whole file is in another encoding. */
export interface EncodingProblem {
  readonly found: 'UTF-16' | 'bytes'
  readonly offset: number
  readonly byte: string
}

/** Decodes UTF-8 and nothing else. */
export function decode(bytes: Uint8Array): Decoded {
  if (isUtf16(bytes)) return { text: '', problem: { found: 'UTF-16', offset: 0, byte: '' } }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), problem: undefined }
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes)
    return { text, problem: firstInvalid(bytes, text) }
  }
}

/** YAML 1.2 §5.2: such a file begins with its mark, or one byte of its first character, which is ASCII, is zero. */
function isUtf16([first = 0, second = first]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || (first === 0) !== (second === 0)
}

/** The first replacement character that does not stand for itself (EF BF BD). Everything before it was decoded as it is. */
function firstInvalid(bytes: Uint8Array, text: string): EncodingProblem {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  let from = 0
  for (;;) {
    const offset = text.indexOf('\uFFFD', from)
    at += Buffer.byteLength(text.slice(from, offset))
    if (bytes[at] !== 0xef || bytes[at + 1] !== 0xbf || bytes[at + 2] !== 0xbd)
      return { found: 'bytes', offset, byte: `0x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}` }
    at += 3
    from = offset + 1
  }
}
