import { lstatSync, mkdirSync, rmdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Holder, takeLock } from './lock.ts'
import { HOME } from './paths.ts'
import { isSystemError } from './system-error.ts'

export const LOCK = `${HOME}/lock`

/** platgen's own folder in the output folder, while a run holds it. */
export interface Home {
  /** Whether the lock is still ours. */
  readonly isHeld: () => boolean
  /** Lets go, and removes every folder that opening made and that is still empty. Does nothing when the lock is somebody else's by now. */
  readonly close: () => void
}

/** Makes the output folder and platgen's own folder in it, and locks it. */
export function openHome(root: string): Home | Holder {
  const path = `${root}/${HOME}`
  const topmost = mkdirSync(path, { recursive: true })
  const lock = takeLock(`${root}/${LOCK}`)
  if ('holder' in lock) return lock
  return {
    isHeld: lock.isHeld,
    close: () => {
      if (!lock.isHeld()) return
      lock.release()
      removeWhileEmpty(path, topmost ?? path)
    },
  }
}

/** Whether something else than a folder is where platgen's own folder has to be. A link would lead out of the output folder. */
export function isHomeTaken(root: string): boolean {
  return lstatSync(`${root}/${HOME}`, { throwIfNoEntry: false })?.isDirectory() === false
}

function removeWhileEmpty(from: string, upTo: string): void {
  for (let folder = from; folder.length >= upTo.length; folder = dirname(folder)) {
    try {
      rmdirSync(folder)
    } catch (error) {
      if (isSystemError(error)) return
      throw error
    }
  }
}
