import type { Model } from '../../engine/sdk.ts'
import { promDuration } from '../_shared/monitoring/series.ts'

/** Where Grafana looks for dashboards. */
export const DASHBOARDS = '/etc/grafana/dashboards'

/** https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources */
export function dataSources({ monitoring }: Model): object {
  return {
    apiVersion: 1,
    prune: true,
    datasources: [
      {
        name: 'Prometheus',
        uid: 'prometheus',
        type: 'prometheus',
        access: 'proxy',
        url: `http://prometheus.${monitoring.namespace}:9090`,
        isDefault: true,
        editable: false,
        jsonData: { httpMethod: 'POST', timeInterval: promDuration(monitoring.interval), prometheusType: 'Prometheus' },
      },
      {
        name: 'Alertmanager',
        uid: 'alertmanager',
        type: 'alertmanager',
        access: 'proxy',
        url: `http://alertmanager.${monitoring.namespace}:9093`,
        editable: false,
        jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
      },
    ],
  }
}

/** https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards What is changed by hand is gone with the next pod: change it here. */
export function dashboardProviders({ platform, environment }: Model): object {
  return {
    apiVersion: 1,
    providers: [
      {
        name: `${platform.name}-${environment.name}`,
        orgId: 1,
        folder: `${platform.name} ${environment.name}`,
        type: 'file',
        disableDeletion: true,
        allowUiUpdates: false,
        options: { path: DASHBOARDS },
      },
    ],
  }
}
