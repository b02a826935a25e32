import type { Pipeline } from '../_shared/pipeline/pipeline.ts'

/** The stage in which an environment is deployed to. */
export function deployStage(environment: string): string {
  return `deploy ${environment}`
}

/** All stages, in their order. The environments are in the order of promotion, the same for all services. */
export function stagesOf(pipelines: readonly Pipeline[]): readonly string[] {
  const environments = new Set(pipelines.flatMap(({ deployments }) => deployments.map(({ environment }) => environment)))
  return ['check', 'gate', 'image', ...[...environments].map(deployStage)]
}
