import { expect, test } from 'vitest'
import { nginxWord } from '../../renderers/_shared/quote/nginx.ts'

test.each([
  ['/healthz', '/healthz'],
  ['/a b', '"/a b"'],
  ['/a;{}', '"/a;{}"'],
  ['/a"\\', '"/a\\"\\\\"'],
  ['', '""'],
])('%j is one parameter', (text, quoted) => {
  expect(nginxWord(text)).toBe(quoted)
})
