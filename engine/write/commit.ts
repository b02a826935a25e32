import { lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs'
import type { Decisions } from './decisions.ts'
import { LEDGER, type Ledger, ledgerText, writeLedger } from './ledger.ts'
import { byPath, folderOf } from './paths.ts'
import type { Staging } from './staging.ts'
import { isSystemError } from './system-error.ts'

/** Everything that is going to happen to an output folder. */
export interface Plan {
  readonly root: string
  readonly staging: Staging
  readonly decisions: Pick<Decisions, 'removed' | 'vacated' | 'replacedFolders' | 'moves' | 'during' | 'after'>
  /** Folders that are to be: none of them is removed because it is empty. */
  readonly keepsFolder: (folder: string) => boolean
  /** The ledger's present text. */
  readonly ledgerOnDisk: string
}

/**
 * Carries out what was decided. It can be interrupted after every single step, and the next run goes on without calling anything edited by hand: before the
 * first change the ledger allows every file to be as it was and as it is to become, and only after the last one it says what is. (That holds for the death of
 * the process. When the machine dies, a file system may forget the ledger and remember the files; the price would be a question too many, never a lost edit.)
 * Removals come first, because a file may give way to a folder of its name, and a folder to a file.
 */
export function commit({ root, staging, decisions, keepsFolder, ledgerOnDisk }: Plan): void {
  const { removed, vacated, replacedFolders, during, after } = decisions
  const moves = decisions.moves()
  const isSettled = removed.length + moves.length === 0
  const announced = isSettled ? ledgerOnDisk : replaceLedger(root, during, ledgerOnDisk)
  for (const path of removed) unlinkSync(`${root}/${path}`)
  for (const folder of foldersAbove(vacated)) if (!keepsFolder(folder)) removeIfEmpty(`${root}/${folder}`)
  for (const folder of replacedFolders) removeEmptyTree(`${root}/${folder}`)
  for (const path of moves) move(staging.at(path), `${root}/${path}`)
  replaceLedger(root, after, announced)
}

/** Nothing to remember is remembered by no file. */
function replaceLedger(root: string, ledger: Ledger, onDisk: string): string {
  const text = ledger.size === 0 ? '' : ledgerText(ledger)
  if (text === onDisk) return text
  if (text === '') rmSync(`${root}/${LEDGER}`, { force: true })
  else writeLedger(root, text)
  return text
}

/** Deepest first. */
function foldersAbove(paths: readonly string[]): readonly string[] {
  const folders = new Set<string>()
  for (const path of paths)
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder)) folders.add(folder)
  return [...folders].sort(byPath).reverse()
}

/** A folder in which somebody else keeps something stays. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch (error) {
    if (!isSystemError(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error
  }
}

/** Removes nothing but folders: with anything else in it, the system objects. */
function removeEmptyTree(folder: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  for (const name of readdirSync(folder)) removeEmptyTree(`${folder}/${name}`)
  rmdirSync(folder)
}

/** The folder above may have gone with the last file in it, where names differ only by case. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error
    mkdirSync(folderOf(to), { recursive: true })
    renameSync(from, to)
  }
}
