const FORBIDDEN = /[\0-\x1f\x7f<>:"|?*\\]|\p{Surrogate}/u
/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file: with any extension, in any case. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9\u00b9\u00b2\u00b3])(?:\.|$)/i
/** Bytes that Linux, macOS and Windows allow for one name. */
const LONGEST_NAME = 255
/** Bytes of a whole path; the smallest limit of the three is the 1024 of macOS, and the output folder has to fit as well. */
const LONGEST_PATH = 800

/** Where platgen keeps its own files, in the output folder. */
export const HOME = '.platgen'

/** Why the text is no relative path that names the same file everywhere and stays below its folder; undefined when it is one. */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'it is empty'
  if (path.startsWith('/')) return 'it is absolute'
  const forbidden = FORBIDDEN.exec(path)
  if (forbidden !== null) return `it has the character ${JSON.stringify(forbidden[0])}`
  if (path.length > LONGEST_PATH / 3 && Buffer.byteLength(path) > LONGEST_PATH) return `it is longer than ${LONGEST_PATH} bytes`
  const names = path.split('/')
  if (names[0]?.toLowerCase() === HOME) return `\`${HOME}\` is for platgen itself`
  for (const name of names) {
    const problem = nameProblem(name)
    if (problem !== undefined) return problem
  }
  return undefined
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'a name in it is empty'
  if (name === '.' || name === '..') return `it has the segment \`${name}\``
  if (name.endsWith('.') || name.endsWith(' ') || name.startsWith(' '))
    return `the name ${JSON.stringify(name)} starts or ends in a way that Windows drops`
  if (name.length > LONGEST_NAME / 3 && Buffer.byteLength(name) > LONGEST_NAME) return `a name in it is longer than ${LONGEST_NAME} bytes`
  if (/^\.git$|^git~1$/i.test(name)) return 'it is inside of a Git repository’s own folder'
  return DEVICE.test(name) ? `\`${name}\` is a device on Windows` : undefined
}

/** The same text for all paths that are one file where case does not matter, or where letters are decomposed (macOS). */
export function folded(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

/** The folder of a path; the empty text is the output folder itself. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** By UTF-16 code units, so that no locale has a say. */
export function byPath(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
