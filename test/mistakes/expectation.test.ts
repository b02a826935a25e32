import { describe, expect, test } from 'vitest'
import { applyEdits, readExpectation } from './expectation.ts'

describe('the lines above a mistake', () => {
  test('say codes and places, sorted', () => {
    const text = '#! validate/unknown-key 4:1-4:5 fix\n#! check/unused services/a.yaml:3:1-3:4\n#! render\nname: shop\n#! ignored 1:1-1:1\n'
    expect(readExpectation(text)).toEqual({
      until: 'render',
      diagnostics: ['check/unused services/a.yaml:3:1-3:4', 'validate/unknown-key 4:1-4:5'],
      fixed: ['validate/unknown-key 4:1-4:5'],
    })
  })

  test('may stand below a byte order mark and end in CRLF', () => {
    expect(readExpectation('\uFEFF#! load/tab 2:1-2:2\r\n\tname: shop\r\n').diagnostics).toEqual(['load/tab 2:1-2:2'])
  })

  test.each(['name: shop\n', '#! render\nname: shop\n', '#! validate/unknown-key 4:1\n', '#! whatever\n'])(
    'have to say something: %j',
    (text) => {
      expect(() => readExpectation(text)).toThrow()
    },
  )

  test('may say that all is well', () => {
    expect(readExpectation('#! clean\nname: shop').diagnostics).toEqual([])
  })
})

describe('edits', () => {
  const edit = (startOffset: number, endOffset: number, text: string) => ({ file: 'platform.yaml', startOffset, endOffset, text })

  test('are made in any order', () => {
    expect(applyEdits('a: catalogue', [edit(3, 12, 'catalog'), edit(0, 1, 'b')])).toBe('b: catalog')
  })

  test('must not overlap', () => {
    expect(() => applyEdits('abcdef', [edit(0, 3, ''), edit(2, 4, '')])).toThrow()
  })
})
