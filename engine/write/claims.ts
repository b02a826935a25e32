import { folded, folderOf } from './paths.ts'

interface Claim {
  readonly path: string
  readonly by: string
}

/** Why two rendered files cannot stand side by side. */
export type Conflict =
  | { readonly type: 'same-path'; readonly by: string }
  | { readonly type: 'same-but-for-case'; readonly path: string }
  | { readonly type: 'file-and-folder'; readonly file: string; readonly inside: string }

/** The paths of one run, each with who rendered it. */
export interface Claims {
  /** Takes the path for this writer, or says who or what is in conflict with it. */
  readonly claim: (path: string, by: string) => Conflict | undefined
  readonly hasFile: (path: string) => boolean
  /** Whether a file was claimed below this folder. */
  readonly hasFolder: (folder: string) => boolean
}

/** No path is taken yet. */
export function openClaims(): Claims {
  const files = new Map<string, Claim>()
  /** The folders above all files, folded, each with the file that was first in it. */
  const folders = new Map<string, string>()
  /** The same, as they are spelled. */
  const seen = new Set<string>([''])

  function claim(path: string, by: string): Conflict | undefined {
    const name = folded(path)
    const same = files.get(name)
    if (same !== undefined) return same.path === path ? { type: 'same-path', by: same.by } : { type: 'same-but-for-case', path: same.path }
    const inside = folders.get(name)
    if (inside !== undefined) return { type: 'file-and-folder', file: path, inside }
    const conflict = claimFolder(folderOf(path), path)
    if (conflict === undefined) files.set(name, { path, by })
    return conflict
  }

  function claimFolder(folder: string, path: string): Conflict | undefined {
    if (seen.has(folder)) return undefined
    const name = folded(folder)
    const file = files.get(name)
    if (file !== undefined) return { type: 'file-and-folder', file: file.path, inside: path }
    const other = folders.get(name)
    if (other !== undefined) return { type: 'same-but-for-case', path: other }
    const conflict = claimFolder(folderOf(folder), path)
    if (conflict !== undefined) return conflict
    folders.set(name, path)
    seen.add(folder)
    return undefined
  }

  return { claim, hasFile: (path) => files.get(folded(path))?.path === path, hasFolder: (folder) => seen.has(folder) }
}
