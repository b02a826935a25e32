import { durationSeconds } from '../../engine/sdk.ts'

/** Kubernetes counts whole seconds, and takes none for a mistake in most places. Rounded up, so that nothing ends earlier than was said. */
export function wholeSeconds(seconds: number): number {
  return Math.max(1, Math.ceil(seconds))
}

/** A duration of platform.yaml as whole seconds, which may be none. */
export function secondsOf(duration: string): number {
  return Math.ceil(durationSeconds(duration))
}

/** A duration as Gateway API (GEP-2257) and Go read it: without days. */
export function goDuration(duration: string): string {
  const seconds = durationSeconds(duration)
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1000)}ms`
}
