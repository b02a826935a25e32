import { linkSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { isSystemError } from './system-error.ts'

/** Bytes of the largest lock that is read. Ours have less than a hundred, apart from the host's name. */
const LARGEST = 4096
/** Milliseconds. */
const PATIENCE = 50

/** A lock that is ours. */
export interface Lock {
  /** Whether nobody took it away meanwhile. */
  readonly isHeld: () => boolean
  /** Only while it is held: otherwise it is somebody else's. */
  readonly release: () => void
}

/** Who holds a lock, in words. */
export interface Holder {
  readonly holder: string
}

interface Owner {
  readonly pid: number
  readonly host: string
  /** When the process was born, as the kernel counts, or the empty text where it does not tell. Process numbers are used again, in containers at once. */
  readonly born: string
}

/** Takes the lock that this file is, so that two runs never mix in one folder, or says who has it. What a dead process left is taken over. */
export function takeLock(file: string): Lock | Holder {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), born: birthOf(process.pid) } satisfies Owner)
  for (let attempt = 0; attempt < 3; attempt++) {
    if (create(file, mine)) return { isHeld: () => read(file) === mine, release: () => rmSync(file) }
    const text = read(file)
    if (text === undefined) continue
    const holder = text === '' ? holderOfEmpty(file) : holderOf(text)
    if (holder !== undefined) return { holder }
    removeStale(file, text)
  }
  return { holder: 'another run' }
}

function create(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false
    throw error
  }
}

function read(file: string): string | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false })
  if (stats === undefined) return undefined
  return stats.isFile() && stats.size <= LARGEST ? readFileSync(file, 'utf8') : 'no lock of ours'
}

/** A lock is empty for microseconds, or because its process died in them. */
function holderOfEmpty(file: string): string | undefined {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE)
  return read(file) === '' ? undefined : 'another run'
}

/** Undefined when the process that wrote the text is no more. Of other hosts nobody knows, and a text that is no owner is left to the user. */
function holderOf(text: string): string | undefined {
  const owner = ownerIn(text)
  if (owner === undefined) return 'somebody unknown'
  if (owner.host !== hostname()) return `process ${owner.pid} on ${owner.host}`
  return isAlive(owner.pid) && birthOf(owner.pid) === owner.born ? `process ${owner.pid}` : undefined
}

function ownerIn(text: string): Owner | undefined {
  try {
    const { pid, host, born } = JSON.parse(text) as Partial<Record<keyof Owner, unknown>>
    return Number.isSafeInteger(pid) && Number(pid) > 0 && typeof host === 'string' && typeof born === 'string'
      ? { pid: Number(pid), host, born }
      : undefined
  } catch {
    return undefined
  }
}

/** Signal 0 is none: https://man7.org/linux/man-pages/man2/kill.2.html. Not being allowed to send it means that the process is there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !isSystemError(error, 'ESRCH')
  }
}

/** Field 22 of /proc/PID/stat, counted behind the name, which may hold spaces: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

/** Two runs may find the same stale lock: whoever moves away something else than what was judged stale has caught the other's new lock, and gives it back. */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (read(aside) !== stale) linkSync(aside, file)
  } catch (error) {
    if (!isSystemError(error, 'ENOENT', 'EEXIST')) throw error
  }
  rmSync(aside, { force: true })
}
