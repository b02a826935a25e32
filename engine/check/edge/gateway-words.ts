import type { Gateway, Model } from '../../resolve/model.ts'
import { writtenAt } from '../../resolve/origin.ts'

/** A gateway as people call it. */
export function calledGateway({ key, name }: Gateway): string {
  return key === undefined ? name : key
}

/** Where a word of a gateway is said: with the gateway, or for all. */
export function gatewayWord({ key }: Gateway, word: 'front' | 'limits', model: Model): readonly string[] {
  const own = key === undefined ? undefined : ['ingress', 'gateways', key, word]
  return own !== undefined && writtenAt(model, ...own) !== undefined ? own : ['ingress', word]
}
