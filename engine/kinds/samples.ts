import { firstReason, textKind } from './kind.ts'
import { empty, tooLong } from './names.ts'

const NUMBER = '[+-]?(?:\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|Inf|NaN)'
/** A value, a value that grows, or one that is missing, each so many times. */
const ONE = new RegExp(`^(?:${NUMBER}(?:[+-]\\d+(?:\\.\\d+)?)?(?:x\\d{1,5})?|_(?:x\\d{1,5})?|stale)$`)

/** Samples of a series, as unit tests of rules write them. https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series */
export const samples = textKind({
  what: 'the samples of a series',
  family: 'text',
  example: '0+10x30',
  explain:
    'Samples of a series, one each minute, as `promtool test rules` reads them: numbers, `0+10x30` for one that grows, `_` for one that is missing',
  find: (text) =>
    firstReason(empty(text), tooLong(text, 1000), [
      !text.split(' ').every((one) => ONE.test(one)),
      'each of them is a number, `START+STEPxTIMES`, `_xTIMES` or `stale`, with one blank between them',
    ]),
})
