import type { Report, Spot } from '../diagnostics/diagnostic.ts'
import type { ObjectNode } from '../plan/plan.ts'
import { createLocator, type Locator } from '../source/locate.ts'
import { toPointer } from '../source/pointer.ts'
import type { Source } from '../source/source.ts'
import type { Path } from './normalise.ts'

/** What the parts of validating share. */
export interface Context {
  readonly root: ObjectNode
  readonly source: Source
  readonly report: Report
  /** A scalar as its file says it, `1.30` and not 1.3. Reads the file again, so only for what is wrong. */
  readonly raw: (path: Path) => string
}

/** Made once per run. */
export function createContext(root: ObjectNode, source: Source, report: Report): Context {
  let locator: Locator | undefined
  return {
    root,
    source,
    report,
    raw(path) {
      locator ??= createLocator(source)
      const { file, start, end } = locator.span(valueAt(path))
      return source.files.find(({ path: name }) => name === file)?.text.slice(start, end) ?? ''
    },
  }
}

/** The place of a value that was written. */
export function valueAt(path: Path): Spot {
  return { pointer: toPointer(path), on: 'value' }
}

/** The place of a key that was written. */
export function keyAt(path: Path): Spot {
  return { pointer: toPointer(path), on: 'key' }
}
