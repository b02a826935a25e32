import { expect, test } from 'vitest'
import { longestGap } from '../../engine/kinds/cron.ts'

test.each([
  ['@hourly', 60],
  ['*/15 * * * *', 15],
  ['0 3 * * *', 24 * 60],
  ['0 3,15 * * *', 12 * 60],
  ['0 8-18/2 * * *', 14 * 60],
  ['0 3 * * 0', 7 * 24 * 60],
  ['0 3 * * mon-fri', 3 * 24 * 60],
  ['0 0 1 * *', 31 * 24 * 60],
  ['0 0 1 1 *', 366 * 24 * 60],
  ['0 0 31 * *', 61 * 24 * 60],
  ['0 0 1 * 0', 7 * 24 * 60],
  ['0 0 29 2 *', undefined],
])('%s', (line, minutes) => {
  expect(longestGap(line)).toBe(minutes)
})
