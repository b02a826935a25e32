import type { Model } from '../../engine/sdk.ts'

/** Index of the environment whose words a package repeats as its own: the first that nobody depends on, so that whoever forgets to choose does not meet the data of customers. */
export function baseEnvironment(models: readonly Model[]): number {
  return Math.max(
    0,
    models.findIndex(({ environment }) => !environment.production),
  )
}
