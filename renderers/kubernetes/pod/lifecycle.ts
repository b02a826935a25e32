import type { Service } from '../../../engine/sdk.ts'
import type { LifecycleHandler, PodContainer } from '../../_shared/pod-types.ts'
import { wholeSeconds } from '../seconds.ts'

/**
 * Before it ends, a pod goes on serving until every proxy has heard that it leaves. `sleep` needs no shell in the image; every target serves it
 * (on by default since 1.30, stable since 1.34). https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export function lifecycle({ drain, preStop, postStart }: Service['lifecycle']): Pick<PodContainer, 'lifecycle'> {
  const before = preStop === undefined ? (drain === 0 ? undefined : sleep(drain)) : run(preStop)
  if (before === undefined && postStart === undefined) return {}
  return {
    lifecycle: { ...(postStart === undefined ? {} : { postStart: run(postStart) }), ...(before === undefined ? {} : { preStop: before }) },
  }
}

function run(command: readonly string[]): LifecycleHandler {
  return { exec: { command } }
}

function sleep(seconds: number): LifecycleHandler {
  return { sleep: { seconds: wholeSeconds(seconds) } }
}
