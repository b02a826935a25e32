import type { OutputFile } from '../render/artifact.ts'

/** What a partial run is about. */
export interface Part {
  readonly environments?: readonly string[]
  readonly only?: readonly string[]
}

/** Whether only some of the files are meant. Everything is rendered all the same: a chart knows every environment. */
export function isPartial({ environments, only }: Part): boolean {
  return environments !== undefined || only !== undefined
}

/** The files of the environments and outputs that are meant; a file for all environments belongs to none of them. */
export function* selectFiles(files: Iterable<OutputFile>, { environments, only }: Part): Iterable<OutputFile> {
  for (const file of files) {
    const meant = environments === undefined || (file.environment !== undefined && environments.includes(file.environment))
    if (meant && (only === undefined || (file.by !== undefined && only.includes(file.by)))) yield file
  }
}
