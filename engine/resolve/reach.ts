import type { Model } from './model.ts'

/** What a run has to be of to reach an environment, as patterns in which `*` stands for anything. Neither means that no run does. */
export interface Reach {
  readonly branch: string | undefined
  readonly tag: string | undefined
}

/** By which branch or tag an environment is reached: its own words, or those of the environment that it follows (`from`). */
export function reachOf(model: Model, models: readonly Model[]): Reach {
  const seen = new Set<string>()
  for (let current: Model | undefined = model; current !== undefined && !seen.has(current.environment.name); ) {
    const { name, branch, tag, from }: Model['environment'] = current.environment
    if (branch !== undefined || tag !== undefined) return { branch, tag }
    seen.add(name)
    current = models.find(({ environment }) => environment.name === from)
  }
  return { branch: undefined, tag: undefined }
}

/** The environments in the order in which one run gets to them: in the order of the file, but none before the one that it follows. */
export function promotionOrder(models: readonly Model[]): readonly Model[] {
  const ordered = new Set<Model>()
  const visit = (model: Model, waiting: readonly Model[]): void => {
    if (ordered.has(model) || waiting.includes(model)) return
    const before = models.find(({ environment }) => environment.name === model.environment.from)
    if (before !== undefined) visit(before, [...waiting, model])
    ordered.add(model)
  }
  for (const model of models) visit(model, [])
  return [...ordered]
}
