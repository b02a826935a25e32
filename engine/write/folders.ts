import { lstatSync, type Stats } from 'node:fs'
import { folderOf } from './paths.ts'

/**
 * What the disk has where a folder is needed. `at` is the first folder on the way, from the top, that is not a real one: a missing folder has nothing
 * missing above it, so that it can be put in place as a whole.
 */
export type Folder = { readonly is: 'real' } | { readonly is: 'missing' | 'link' | 'file'; readonly at: string }

const REAL: Folder = { is: 'real' }

/** Looks at each folder below the root once, top down, and never through a symbolic link. */
export function openFolders(root: string): (folder: string) => Folder {
  const known = new Map<string, Folder>()

  function look(folder: string): Folder {
    const before = known.get(folder)
    if (before !== undefined) return before
    const parent = folder === '' ? REAL : look(folderOf(folder))
    const here = parent.is === 'real' ? lookAt(folder) : parent
    known.set(folder, here)
    return here
  }

  function lookAt(folder: string): Folder {
    const stats = lstatSync(folder === '' ? root : `${root}/${folder}`, { throwIfNoEntry: false })
    if (stats === undefined) return { is: 'missing', at: folder }
    if (stats.isDirectory()) return REAL
    return { is: stats.isSymbolicLink() ? 'link' : 'file', at: folder }
  }

  return look
}

/** What is at a path, itself, not where it leads. */
export function lookAtFile(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}
