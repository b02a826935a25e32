import type { Model, Service, ServiceAlerts } from '../../../engine/sdk.ts'
import type { AlertWords } from './alert.ts'

/** A word under `alerts` of a service. */
export type ServiceWord = Exclude<keyof ServiceAlerts, 'own'>
/** Says the alert of one word, for a service that has it. */
export type Maker = (service: Service, model: Model, alerts: ServiceAlerts) => AlertWords | undefined
/** Those of some words. */
export type Makers<Words extends ServiceWord> = { readonly [Word in Words]: Maker }

/** A run may take its time after it was due; seconds. */
export const CRON_GRACE = 3600

/** The runbook of a service, below the folder of its environment. */
export function serviceRunbook({ name }: Pick<Service, 'name'>): string {
  return `services/${name}.md`
}

/** When to look, in minutes, so that rates are there and the alert has lasted. */
export function after(seconds: number): number {
  return Math.ceil(seconds / 60) + 8
}

/** What every alert of a service says. */
export function about(service: Service) {
  return { labels: { service: service.name }, dashboard: `service ${service.name}` as const }
}
