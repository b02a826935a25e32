import type { Kind } from './kind.ts'

export const port: Kind = {
  json: ['integer'],
  what: 'a port',
  family: 'port',
  example: 8080,
  explain: 'A whole number from 1 to 65535',
  range: { minimum: 1, maximum: 65_535 },
  check(value) {
    if (typeof value === 'number') return isPort(value) ? undefined : { reason: 'it is no whole number from 1 to 65535' }
    const digits = typeof value === 'string' ? /^\s*(\d{1,5})(?:\/(?:tcp|udp))?\s*$/i.exec(value)?.[1] : undefined
    if (digits !== undefined && isPort(Number(digits))) return { reason: 'it is a text; a number has no quotes', fix: Number(digits) }
    if (typeof value === 'string' && /^\d+:\d+$/.test(value))
      return { reason: 'it has two ports; `port` and `servicePort` have fields of their own' }
    return { reason: 'it is no whole number from 1 to 65535' }
  },
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65_535
}

/** Whether nodes may have it for a Service. https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
export function isNodePort(value: number): boolean {
  return value >= 30_000 && value <= 32_767
}
