import type { Model, Service } from '../../../engine/sdk.ts'
import { type Alert, builtIn } from './alert.ts'
import { containerAlerts } from './container-alerts.ts'
import { requestAlerts } from './request-alerts.ts'
import { CRON_GRACE, type Maker, type Makers, type ServiceWord, serviceRunbook } from './service-alert.ts'
import { workloadAlerts } from './workload-alerts.ts'

/** In the order of how much they hurt. */
const MAKERS: Makers<ServiceWord> = { ...requestAlerts, ...workloadAlerts, ...containerAlerts }

/** The alerts that every service has, as far as it has what they look at. */
export function serviceAlerts(service: Service, model: Model): readonly Alert[] {
  const { alerts } = service
  const found: Alert[] = []
  for (const [word, make] of Object.entries(MAKERS) as [ServiceWord, Maker][]) {
    const raised = alerts[word]
    const words = raised === undefined ? undefined : make(service, model, alerts)
    if (raised === undefined || words === undefined) continue
    const isCron = word === 'job' && service.kind === 'CronJob'
    const lasting = isCron ? Math.max(raised.for, CRON_GRACE) : raised.for
    found.push(builtIn(isCron ? 'cron' : word, { ...raised, for: lasting }, serviceRunbook(service), words))
  }
  return found
}
