import type { Model } from '../../../engine/sdk.ts'
import { shellWords } from '../quote/shell.ts'

/** Environments that need somebody to agree, each with those who may, as words of the shell. */
export function protectedEnvironments(models: readonly Model[]): readonly string[] {
  return models.flatMap(({ environment: { name, approval } }) => (approval === undefined ? [] : [shellWords([name, ...approval.by])]))
}
