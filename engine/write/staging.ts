import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { NEXT_LEDGER } from './ledger.ts'
import { folderOf, HOME } from './paths.ts'

/**
 * Finished files that wait for the commit, in the output folder so that they are on its file system and a rename puts them in place. They lie there as
 * they will lie in the output: a folder that is new is moved as one.
 */
export interface Staging {
  readonly put: (path: string, content: string, executable: boolean) => void
  /** Where a staged file or folder is. */
  readonly at: (path: string) => string
  readonly remove: () => void
}

/** Removes what a run that was interrupted has left (not what a link there leads to), and waits with the folder until there is a file for it. */
export function openStaging(root: string): Staging {
  const base = `${root}/${HOME}/staging`
  const folders = new Set<string>()
  rmSync(`${root}/${NEXT_LEDGER}`, { recursive: true, force: true })
  remove()

  function remove(): void {
    rmSync(base, { recursive: true, force: true })
    folders.clear()
  }

  function make(folder: string): void {
    if (folders.has(folder)) return
    if (folder !== '') make(folderOf(folder))
    mkdirSync(at(folder))
    folders.add(folder)
  }

  function at(path: string): string {
    return path === '' ? base : `${base}/${path}`
  }

  function put(path: string, content: string, executable: boolean): void {
    make(folderOf(path))
    writeFileSync(at(path), content, { flag: 'wx', mode: executable ? 0o777 : 0o666 })
  }

  return { put, at, remove }
}
