import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A package of Python, unpacked below a folder and without what it depends on; what is returned belongs on PYTHONPATH. It comes from where this machine gets packages. */
export function pythonPackage(requirement: string, folder: string): string {
  const python = (...args: readonly string[]) => execFileSync('python3', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const wheels = join(folder, 'wheels')
  python('-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', wheels, requirement)
  const unpacked = join(folder, 'unpacked')
  for (const wheel of readdirSync(wheels)) python('-m', 'zipfile', '-e', join(wheels, wheel), unpacked)
  return unpacked
}
