import { readPromql } from '../promql/read.ts'
import { PromqlError } from '../promql/tokens.ts'
import { textKind } from './kind.ts'

export const promql = textKind({
  what: 'an expression of PromQL',
  family: 'text',
  example: 'sum(rate(orders_total[5m])) < 1',
  explain: 'An expression of the query language of Prometheus; an alert is raised for each series that it gives',
  find(text) {
    try {
      readPromql(text)
      return undefined
    } catch (error) {
      if (error instanceof PromqlError) return error.message
      throw error
    }
  },
})
