import { expect, test } from 'vitest'
import { writeJson } from '../../engine/emit/json.ts'

test('two spaces, a last line break, the order of the object', () => {
  expect(writeJson({ b: [1, { a: null }], a: {}, ['__proto__']: [] })).toBe(
    '{\n  "b": [\n    1,\n    {\n      "a": null\n    }\n  ],\n  "a": {},\n  "__proto__": []\n}\n',
  )
})

test('refuses what JSON would drop or change', () => {
  expect(() => writeJson({ a: undefined })).toThrow('/a: undefined is not data')
  expect(() => writeJson([Number.NaN])).toThrow('/0: NaN is not a finite number')
  expect(() => writeJson({ when: new Date(0) })).toThrow('/when: an instance of Date is not data')
})
