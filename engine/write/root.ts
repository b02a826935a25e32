import { lstatSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, parse, relative, resolve, sep } from 'node:path'

/** The folder that is meant, free of symbolic links, or why it cannot be one. */
export type Root = { readonly path: string } | { readonly problem: string }

/**
 * Decides whether platgen may keep a folder as its output. The folder may be a symbolic link, because whoever names it means where it leads; it may be
 * missing. It may not hold one of `sources`: one mistake with `--force`, and the platform's own description would be gone. For the same reason it is not
 * the root of a file system, nor the user's home or a folder above it.
 */
export function findRoot(root: string, sources: readonly string[]): Root {
  if (root.includes('\0')) return { problem: 'it has the character NUL' }
  const path = realPath(resolve(root))
  if (path === undefined) return { problem: 'it is a symbolic link that leads nowhere' }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false) return { problem: 'it is a file' }
  if (path === parse(path).root) return { problem: 'it is the root of the file system' }
  if (isInside(home(), path)) return { problem: 'it is your home folder, or above it' }
  const source = sources.find((file) => isInside(realPath(resolve(file)), path))
  if (source !== undefined) return { problem: `it holds \`${source}\`` }
  return { path }
}

/** Undefined for a user without one, as in many containers. */
function home(): string | undefined {
  try {
    const folder = homedir()
    return folder === '' ? undefined : realPath(folder)
  } catch {
    return undefined
  }
}

function isInside(path: string | undefined, folder: string): boolean {
  if (path === undefined) return false
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && parse(way).root === ''
}

/** The path with every link followed; what is missing at its end stays as it is. Undefined for a link to something missing. */
function realPath(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return realpathSync.native(path)
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return undefined
  const parent = dirname(path)
  if (parent === path) return path
  const real = realPath(parent)
  return real === undefined ? undefined : join(real, path.slice(parent.length))
}
