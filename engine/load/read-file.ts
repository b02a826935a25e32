import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'

/** The largest file that is read, in MiB. */
export const MOST_MEGABYTES = 10

/** What a file holds, or why that cannot be told. */
export type FileContent = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | FileFailure

/** Why a file cannot be read. */
export type FileFailure =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-a-file'; readonly what: 'folder' | 'pipe' | 'socket' | 'device' }
  | { readonly kind: 'unreadable'; readonly why: 'permission' | 'links' | 'name' | 'system'; readonly system: string }

/** Reads an ordinary file. Never waits: a pipe without a writer and a terminal are opened without blocking, and refused. */
export function readBytes(path: string): FileContent {
  let file: number
  try {
    // Neither flag exists on Windows, which has no such files either.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0))
  } catch (error) {
    return failureOf(error)
  }
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) return { kind: 'not-a-file', what: kindOf(stats) }
    return readAtMost(file, MOST_MEGABYTES * 1024 * 1024, stats.size)
  } catch (error) {
    return failureOf(error)
  } finally {
    closeSync(file)
  }
}

/** Reads to the end, whatever size the file claims to have: some grow, some (below /proc) say 0. */
function readAtMost(file: number, most: number, size: number): FileContent {
  if (size > most) return { kind: 'too-large' }
  let buffer = new Uint8Array(size + 1)
  let length = 0
  for (;;) {
    const count = readSync(file, buffer, length, buffer.length - length, null)
    if (count === 0) return { kind: 'bytes', bytes: buffer.subarray(0, length) }
    length += count
    if (length > most) return { kind: 'too-large' }
    if (length < buffer.length) continue
    const larger = new Uint8Array(Math.min(2 * length, most + 1))
    larger.set(buffer)
    buffer = larger
  }
}

function kindOf(stats: Stats): 'folder' | 'pipe' | 'socket' | 'device' {
  if (stats.isDirectory()) return 'folder'
  if (stats.isFIFO()) return 'pipe'
  return stats.isSocket() ? 'socket' : 'device'
}

/** https://nodejs.org/api/errors.html#common-system-errors. What is no error of the system is our own bug. */
export function failureOf(error: unknown): FileFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  switch (code) {
    case undefined:
      throw error
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'not-found' }
    case 'EISDIR':
      return { kind: 'not-a-file', what: 'folder' }
    case 'ENXIO':
    case 'EOPNOTSUPP':
      return { kind: 'not-a-file', what: 'socket' }
    case 'EACCES':
    case 'EPERM':
      return { kind: 'unreadable', why: 'permission', system: code }
    case 'ELOOP':
      return { kind: 'unreadable', why: 'links', system: code }
    case 'ENAMETOOLONG':
    case 'EINVAL':
    case 'ERR_INVALID_ARG_VALUE':
      return { kind: 'unreadable', why: 'name', system: code }
    default:
      return { kind: 'unreadable', why: 'system', system: code }
  }
}
