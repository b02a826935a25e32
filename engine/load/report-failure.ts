import type { Fix, Place, Report } from '../diagnostics/diagnostic.ts'
import { notAFile, notFound, tooLarge, unreadable } from './diagnostics.ts'
import { type FileFailure, MOST_MEGABYTES } from './read-file.ts'

/** Says why a file could not be read. `nearest` is a name that exists and was perhaps meant. */
export function reportFailure(
  report: Report,
  failure: FileFailure,
  place: Place,
  path: string,
  { nearest, fixes = [] }: { readonly nearest?: string | undefined; readonly fixes?: readonly Fix[] } = {},
): void {
  switch (failure.kind) {
    case 'not-found':
      report(notFound, place, { path, nearest }, { fixes })
      return
    case 'too-large':
      report(tooLarge, place, { path, most: MOST_MEGABYTES })
      return
    case 'not-a-file':
      report(notAFile, place, { path, what: failure.what })
      return
    case 'unreadable':
      report(unreadable, place, { path, why: failure.why, system: failure.system })
  }
}
