import type { Annotations } from '../_shared/kubernetes-types.ts'

/**
 * Istio's analysis warns of every EnvoyFilter, whatever it says, because Envoy's own fields may change with its version (IST0133). Those that are written here are
 * tried with the Envoy of the target. https://istio.io/latest/docs/reference/config/analysis/
 */
export const FRAGILE: Annotations = Object.freeze({ 'galley.istio.io/analyze-suppress': 'IST0133' })
