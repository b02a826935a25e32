import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Every file that git tracks, or would, with `/`. */
export const tracked: readonly string[] = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)))
  .sort()

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Whether a program writes it: `npm run generate` and `npm run build` for the repository, platgen for the outputs of the examples. */
export function isGenerated(path: string): boolean {
  return (
    /(^|\/)generated\/|\.generated\.|^examples\/[^/]+\/out\/|^test\/golden\/[^/]+\/expected\/|^docs\/reference\//.test(path) ||
    path === 'package-lock.json'
  )
}

/** The hand-written TypeScript below some folders. */
export function sources(...folders: readonly string[]): string[] {
  return tracked.filter(
    (path) =>
      path.endsWith('.ts') && !path.endsWith('.d.ts') && !isGenerated(path) && folders.some((folder) => path.startsWith(`${folder}/`)),
  )
}

export interface Import {
  /** A path from the root, or the name of a package: `yaml`, `node:fs`. */
  readonly target: string
  /** Gone after compilation. */
  readonly typeOnly: boolean
}

const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g

/** What a file imports or re-exports. */
export function importsOf(path: string): Import[] {
  const text = read(path)
  const named = [...text.matchAll(STATEMENT)].map((match) => ({ target: resolve(path, match[2] ?? ''), typeOnly: match[1] !== undefined }))
  const dynamic = [...text.matchAll(DYNAMIC)].map((match) => ({ target: resolve(path, match[1] ?? ''), typeOnly: false }))
  return [...named, ...dynamic]
}

function resolve(from: string, specifier: string): string {
  return specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : specifier
}

/** The package of an import: `ajv` of `ajv/dist/standalone`. Undefined for files and for Node's own modules. */
export function packageOf(target: string): string | undefined {
  if (
    target.startsWith('node:') ||
    target.endsWith('.json') ||
    tracked.includes(target) ||
    /^(engine|renderers|schema|test)\//.test(target)
  )
    return undefined
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
}
