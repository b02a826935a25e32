import type { FileArtifact } from '../render/artifact.ts'
import type { Bundle } from './packager.ts'

/** What rendering hands over, one after the other: a file that a renderer made, for its own folder, or the objects of one owner, for the packages. */
export type Rendered =
  | { readonly type: 'file'; readonly folder: string; readonly file: FileArtifact }
  | { readonly type: 'bundle'; readonly bundle: Bundle }
