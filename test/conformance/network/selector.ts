import type { Json } from '../../../engine/source/source.ts'
import { get, items, scalar, texts } from '../objects.ts'

export type Labels = { readonly [key: string]: string }

/** A label selector of Kubernetes: `matchLabels` and `matchExpressions`, all of which have to hold. An empty one selects everything. */
export function selects(selector: Json | undefined, labels: Labels): boolean {
  const equal = Object.entries(texts(get(selector, 'matchLabels'))).every(([key, value]) => labels[key] === value)
  return equal && items(get(selector, 'matchExpressions')).every((expression) => holds(expression, labels))
}

function holds(expression: Json, labels: Labels): boolean {
  const value = labels[scalar(get(expression, 'key'))]
  const values = items(get(expression, 'values')).map(scalar)
  const operator = scalar(get(expression, 'operator'))
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    default:
      throw new Error(`unknown operator ${operator}`)
  }
}
