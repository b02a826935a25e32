import type { Volume, VolumeDevice, VolumeMount } from '../../_shared/pod-types.ts'

/** What a pod mounts, while it is being put together: its volumes, and where its main container sees them. */
export interface Mounted {
  readonly volumes: Volume[]
  readonly mounts: VolumeMount[]
  readonly devices: VolumeDevice[]
}

/** A pod that mounts nothing yet. */
export function nothingMounted(): Mounted {
  return { volumes: [], mounts: [], devices: [] }
}
