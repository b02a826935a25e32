import type { Issuer, Named } from '../../engine/sdk.ts'
import type { Operation } from './operations.ts'
import type { Source } from './sources.ts'

/** https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule */
export interface Rule {
  readonly from?: readonly { readonly source: Source }[]
  readonly to?: readonly { readonly operation: Operation }[]
  readonly when?: readonly Condition[]
}

/** https://istio.io/latest/docs/reference/config/security/conditions/ */
export interface Condition {
  readonly key: string
  readonly values: readonly string[]
}

/** What a token has to say. */
export function claimConditions(claims: Named<readonly string[]>): readonly Condition[] {
  return Object.entries(claims).map(([claim, values]) => ({ key: `request.auth.claims${brackets(claim)}`, values }))
}

/** A name with a scheme is one name, whatever dots it has. */
function brackets(claim: string): string {
  const parts = claim.includes('://') ? [claim] : claim.split('.')
  return parts.map((part) => `[${part}]`).join('')
}

/** Whoever one of them gave a token: `ISSUER/SUBJECT`. */
export function tokenHolders(issuers: readonly Issuer[]): readonly string[] {
  return issuers.map(({ issuer }) => `${issuer}/*`)
}
