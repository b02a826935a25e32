import { basename } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes minutes, the longest first: started last, it would keep one core busy while the other has nothing to do. */
const LONG = ['cluster.test.ts', 'requests.test.ts', 'backup.test.ts', 'images.test.ts']

/** Vitest takes an order of files as a class. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (LONG.indexOf(basename(moduleId)) + LONG.length + 1) % (LONG.length + 1)
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}
