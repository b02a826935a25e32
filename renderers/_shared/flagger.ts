import type { Service } from '../../engine/sdk.ts'
import type { Labels } from './kubernetes-types.ts'

/**
 * The label that Flagger tells pods apart by: those that serve have `NAME-primary` there, those of a new release `NAME`. Every other label stays as it is, so that policies select both.
 * Of the labels that it looks for, it takes this one first. https://docs.flagger.app/usage/how-it-works#canary-target
 */
const HALF = 'app'

/** Whether Flagger shifts the requests of a service: then it makes the Services, the Deployment that serves, and what shares requests out. */
export function isFlagged({ rollout }: Service): boolean {
  return rollout.canary?.by === 'flagger'
}

/** Name of the Deployment that serves, and of its autoscaler: a copy that Flagger makes. */
export function servingName(service: Service, workload: string): string {
  return isFlagged(service) ? `${workload}-primary` : workload
}

/** What the pods of a new release have beside their other labels. */
export function halfLabels(service: Service): Labels {
  return isFlagged(service) ? { [HALF]: service.name } : {}
}
