import { durationSeconds } from '../../engine/sdk.ts'

/** A duration inside of Envoy's own configuration, which is read as protobuf's JSON: seconds and nothing else. */
export function plainDuration(duration: string): string {
  return `${durationSeconds(duration)}s`
}
