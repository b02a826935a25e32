import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dockerfileCopy,
  dockerfileExec,
  dockerfileHeredoc,
  dockerfileValue,
  isDockerfileText,
} from '../../renderers/_shared/quote/dockerfile.ts'

/** What BuildKit makes of a double-quoted word, without a variable that is set: `\` before `\`, `"` and `$` is an escape, `$NAME` is empty. */
function expand(quoted: string): string {
  let text = ''
  for (let index = 1; index < quoted.length - 1; index++) {
    const character = quoted[index] ?? ''
    if (character === '\\' && '\\"$'.includes(quoted[index + 1] ?? '')) text += quoted[++index]
    else if (character === '$' || character === '"') throw new Error(`${character} means something in ${quoted}`)
    else text += character
  }
  return text
}

const line = fc.string({ unit: 'binary' }).filter(isDockerfileText)

describe('a value', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(fc.oneof(line, fc.string({ unit: fc.constantFrom('\\', '"', '$', "'", '{', '}', 'a', ' ') })), (text) => {
        expect(expand(dockerfileValue(text))).toBe(text)
      }),
    )
  })

  test('of several lines can not be said', () => {
    expect(isDockerfileText('a\nb')).toBe(false)
    expect(() => dockerfileValue('a\nb')).toThrow()
  })
})

test('the exec form is JSON on one line', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
      expect(dockerfileExec(words)).not.toMatch(/[\n\r]/)
      expect(JSON.parse(dockerfileExec(words))).toEqual(words)
    }),
  )
  expect(dockerfileExec(['nginx', '-g', 'daemon off;'])).toBe('["nginx", "-g", "daemon off;"]')
})

test('a path to copy from is no pattern, and no path has variables', () => {
  expect(JSON.parse(dockerfileCopy(['a b/[x]*$y'], '/to $z/'))).toEqual(['a b/[[]x][*]\\$y', '/to \\$z/'])
})

test('no line of a heredoc ends it', () => {
  expect(dockerfileHeredoc('a\nEND\nEND_\n', 'END')).toEqual({ delimiter: 'END__', text: 'a\nEND\nEND_' })
})
