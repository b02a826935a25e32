import { getSystemErrorMap } from 'node:util'

/** An error of the operating system, as node:fs throws it. */
export interface SystemError extends Error {
  readonly code: string
  readonly errno: number
}

/** Whether it is one, and has one of the codes where some are given. */
export function isSystemError(error: unknown, ...codes: readonly string[]): error is SystemError {
  if (!(error instanceof Error) || !('code' in error) || !('errno' in error)) return false
  return typeof error.code === 'string' && typeof error.errno === 'number' && (codes.length === 0 || codes.includes(error.code))
}

/** What the system says, without the call and the paths: "no space left on device". */
export function reasonOf(error: SystemError): string {
  return getSystemErrorMap().get(error.errno)?.[1] ?? error.code
}
