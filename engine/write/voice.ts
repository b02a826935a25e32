import type { Definition, Report, Spot } from '../diagnostics/diagnostic.ts'
import { cannotWrite } from './diagnostics.ts'
import { isSystemError, reasonOf } from './system-error.ts'

/** How the parts of the writer speak to the user. */
export interface Voice {
  /** Reports a mistake at the one place that the writer was given. */
  readonly tell: <Params>(definition: Definition<Params>, params: Params) => void
  readonly hasTold: () => boolean
  /** The work's result, or undefined when the operating system did not let it, which is told about this file. */
  readonly attempt: <Result>(file: string, work: () => Result) => Result | undefined
  /** A path below the output folder, as the user sees it; the folder itself for the empty text. */
  readonly shown: (path: string) => string
}

/** `root` is the output folder as the user wrote it. */
export function openVoice(root: string, report: Report, owner: Spot): Voice {
  const folder = root.replace(/(?<=.)[\\/]+$/, '')
  let hasTold = false

  function tell<Params>(definition: Definition<Params>, params: Params): void {
    hasTold = true
    report(definition, owner, params)
  }

  function attempt<Result>(file: string, work: () => Result): Result | undefined {
    try {
      return work()
    } catch (error) {
      if (!isSystemError(error)) throw error
      tell(cannotWrite, { file, reason: reasonOf(error) })
      return undefined
    }
  }

  return { tell, hasTold: () => hasTold, attempt, shown: (path) => (path === '' ? folder : `${folder}/${path}`) }
}
