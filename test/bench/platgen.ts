import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seconds } from './measure.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly bin: { readonly platgen: string } }

/** The program, as it is published. */
export const program: string = join(root, manifest.bin.platgen)

/** Builds the program that is measured. */
export function build(): void {
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: root, stdio: 'inherit' })
}

/** Seconds that platgen takes to read, validate, check, render and write a platform. Only the objects, as plain manifests, as the others make them. */
export function renderSeconds(folder: string, out: string): number {
  return seconds(process.execPath, [program, ...renderArgs(out)], { cwd: folder })
}

export function renderArgs(out: string): string[] {
  return ['render', '--quiet', '--only', 'kubernetes', '--only', 'manifests', '--out', out]
}
