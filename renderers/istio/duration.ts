import { durationSeconds } from '../../engine/sdk.ts'

/** Protobuf durations know hours, minutes, seconds and milliseconds; a day is not among them. */
export function protoDuration(duration: string): string {
  const seconds = durationSeconds(duration)
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1000)}ms`
}
