import { texts } from './codes.generated.ts'
import { type Page, parsePage } from './page.ts'

const SUFFIX = '.md'

/** Every code that has a page, sorted. */
export function pageCodes(): readonly string[] {
  return Object.keys(texts).map((path) => path.slice(0, -SUFFIX.length))
}

/** The page of a code, or undefined when there is none. */
export function findPage(code: string): Page | undefined {
  const path = code + SUFFIX
  const text = Object.hasOwn(texts, path) ? texts[path] : undefined
  return text === undefined ? undefined : parsePage(code, text)
}
