import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertiesValue } from '../../renderers/_shared/quote/properties.ts'
import { robotCell } from '../../renderers/_shared/quote/robot.ts'
import { xmlText } from '../../renderers/_shared/quote/xml.ts'

test('a value of a properties file is one line of printable ASCII, and says what it said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const value = propertiesValue(text)
      expect(value).toMatch(/^[ -~]*$/)
      expect(value).not.toMatch(/^ /)
      const read = value.replace(/\\(u([0-9a-f]{4})|.)/g, (_all, sign: string, unit?: string) =>
        unit === undefined ? ({ n: '\n', r: '\r', t: '\t', f: '\f' }[sign] ?? sign) : String.fromCharCode(Number.parseInt(unit, 16)),
      )
      expect(read).toBe(text)
    }),
  )
})

test.each([
  ['plain', 'plain'],
  ['a  b', 'a\\x20 b'],
  [' a ', '\\x20a\\x20'],
  ['${x}@{y}', '\\${x}\\@{y}'],
  ['a=b|c\\d', 'a\\=b\\|c\\\\d'],
  ['# no', '\\# no'],
  ['', '${EMPTY}'],
])('a cell of Robot Framework: %j', (text, cell) => {
  expect(robotCell(text)).toBe(cell)
})

test('a text of XML ends no element and no attribute', () => {
  expect(xmlText(`<a b="c" d='e'>&amp;`)).toBe('&#60;a b=&#34;c&#34; d=&#39;e&#39;&#62;&#38;amp;')
})
