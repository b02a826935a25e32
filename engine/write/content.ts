import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, type Stats } from 'node:fs'

/** Bytes of the largest file that is read to find out who wrote it. No string that platgen renders gets there. */
const LARGEST = 1 << 29
const OWNER_MAY_EXECUTE = 0o100

/** SHA-256, in hexadecimal, of a text in UTF-8 or of bytes. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** The hash of a file on disk, or undefined when it is too large to be one of ours. */
export function hashOfFile(path: string, stats: Stats): string | undefined {
  return stats.size > LARGEST ? undefined : hashOf(readFileSync(path))
}

/**
 * Whether a file holds exactly this text: by size first, then by comparing. Decoding and comparing strings is what Node does fastest; bytes that are
 * no UTF-8 decode to U+FFFD, so where the text itself has that letter the bytes are compared.
 */
export function holds(path: string, stats: Stats, content: string): boolean {
  if (stats.size !== Buffer.byteLength(content)) return false
  return content.includes('\ufffd') ? readFileSync(path).equals(Buffer.from(content)) : readFileSync(path, 'utf8') === content
}

/** The text of an ordinary file of ordinary size; undefined for all else. */
export function textOf(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  return stats?.isFile() && stats.size <= LARGEST ? readFileSync(path, 'utf8') : undefined
}

/** Whether a file can be executed exactly when it should. Windows has no such bit. */
export function hasMode(stats: Stats, executable: boolean): boolean {
  return process.platform === 'win32' || ((stats.mode & OWNER_MAY_EXECUTE) !== 0) === executable
}
