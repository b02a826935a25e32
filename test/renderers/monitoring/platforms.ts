import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../../engine/pipeline.ts'
import type { Model } from '../../../engine/resolve/model.ts'
import { root } from '../../house/files.ts'

/** An environment that watches itself. */
export interface Watched {
  readonly title: string
  readonly model: Model
}

/** Every environment of the repository that watches itself: of the showcase, of the examples, and of the golden cases. */
export async function watchedModels(): Promise<readonly Watched[]> {
  const folders = ['examples', 'test/golden'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(root, parent, name)))
  const found: Watched[] = []
  for (const folder of [root, ...folders].filter(hasMonitoring)) {
    const { models } = await run({ file: 'platform.yaml', cwd: folder, until: 'resolve', out: 'out' })
    for (const model of models)
      if (model.monitoring.mode !== 'none') found.push({ title: `${model.platform.name} in ${model.environment.name}`, model })
  }
  return found
}

function hasMonitoring(folder: string): boolean {
  try {
    return /^monitoring:/m.test(readFileSync(join(folder, 'platform.yaml'), 'utf8'))
  } catch {
    return false
  }
}
