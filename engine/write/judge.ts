import { readdirSync, type Stats } from 'node:fs'
import type { OutputFile } from '../render/artifact.ts'
import { hashOf, hashOfFile, hasMode, holds } from './content.ts'
import { type Folder, lookAtFile } from './folders.ts'
import { folderOf } from './paths.ts'

/** The output folder as it is. */
export interface Disk {
  readonly root: string
  readonly folder: (path: string) => Folder
  /** A path below the root as the user sees it. */
  readonly shown: (path: string) => string
}

/** What is at the path of a file. */
export type Judgement =
  | { readonly is: 'absent' }
  /** The same bytes and mode. */
  | { readonly is: 'same'; readonly stats: Stats }
  /** As platgen left it, with this hash. */
  | { readonly is: 'ours'; readonly hash: string; readonly stats: Stats }
  /** Platgen wrote it, and it is not as it was. */
  | { readonly is: 'edited'; readonly stats: Stats }
  /** Platgen did not write it. */
  | { readonly is: 'foreign'; readonly stats: Stats }
  | { readonly is: 'folder' }
  /** A file, where a folder above is needed. */
  | { readonly is: 'blocked'; readonly by: string }
  /** Behind a symbolic link. */
  | { readonly is: 'linked'; readonly by: string }

const ABSENT: Judgement = { is: 'absent' }

/** Judges what is where a rendered file is to be. `known` are the hashes that the ledger allows. */
export function judgeTarget(disk: Disk, file: OutputFile, known: readonly string[] | undefined): Judgement {
  const above = disk.folder(folderOf(file.path))
  switch (above.is) {
    case 'missing':
      return ABSENT
    case 'link':
      return { is: 'linked', by: above.at }
    case 'file':
      return { is: 'blocked', by: above.at }
    case 'real':
      break
  }
  const path = `${disk.root}/${file.path}`
  const stats = lookAtFile(path)
  if (stats === undefined) return ABSENT
  if (stats.isDirectory()) return { is: 'folder' }
  if (!stats.isFile() || !holds(path, stats, file.content)) return judgeOwner(path, stats, known)
  return hasMode(stats, file.executable) ? { is: 'same', stats } : { is: 'ours', hash: hashOf(file.content), stats }
}

/** Judges a file of the ledger that is no longer rendered. Where something else than a file has taken its place, it is gone. */
export function judgeOrphan(disk: Disk, orphan: string, known: readonly string[]): Judgement {
  const above = disk.folder(folderOf(orphan))
  if (above.is === 'link') return { is: 'linked', by: above.at }
  if (above.is !== 'real') return ABSENT
  const path = `${disk.root}/${orphan}`
  const stats = lookAtFile(path)
  return stats === undefined || stats.isDirectory() ? ABSENT : judgeOwner(path, stats, known)
}

function judgeOwner(path: string, stats: Stats, known: readonly string[] | undefined): Judgement {
  if (known === undefined) return { is: 'foreign', stats }
  const hash = stats.isFile() ? hashOfFile(path, stats) : undefined
  return hash !== undefined && known.includes(hash) ? { is: 'ours', hash, stats } : { is: 'edited', stats }
}

/** Whether a folder holds something else than these files. Folders alone are nothing. */
export function holdsMore(disk: Disk, folder: string, removals: ReadonlySet<string>): boolean {
  return readdirSync(`${disk.root}/${folder}`, { withFileTypes: true }).some((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? holdsMore(disk, path, removals) : !removals.has(path)
  })
}

/** Whether a path is as it was when it was judged. */
export function isStill(disk: Disk, path: string, seen: Stats | undefined): boolean {
  const now = lookAtFile(`${disk.root}/${path}`)
  if (now === undefined || seen === undefined) return now === seen
  return now.ino === seen.ino && now.size === seen.size && now.mtimeMs === seen.mtimeMs && now.ctimeMs === seen.ctimeMs
}
