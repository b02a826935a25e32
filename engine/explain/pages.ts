import { readdirSync, readFileSync } from 'node:fs'
import { type Page, parsePage } from './page.ts'

/** The pages lie beside this file; the build copies them beside the bundle, where this line means the same. */
const FOLDER = new URL('./codes/', import.meta.url)

let known: readonly string[] | undefined

/** Every code that has a page, sorted. */
export function pageCodes(): readonly string[] {
  known ??= readdirSync(FOLDER, { withFileTypes: true })
    .filter((stage) => stage.isDirectory())
    .flatMap((stage) =>
      readdirSync(new URL(`${stage.name}/`, FOLDER))
        .filter((file) => file.endsWith('.md'))
        .map((file) => `${stage.name}/${file.slice(0, -'.md'.length)}`),
    )
    .sort()
  return known
}

/** The page of a code, or undefined when there is none. */
export function findPage(code: string): Page | undefined {
  return pageCodes().includes(code) ? parsePage(code, readFileSync(new URL(`${code}.md`, FOLDER), 'utf8')) : undefined
}
