import { type Component, type Image, type JsonObject, type Model, writeYaml } from '../../engine/sdk.ts'
import { ALERTMANAGER, GRAFANA, PROMETHEUS, saidOf, watcher } from '../_shared/monitoring/component.ts'
import { dashboardJson } from './dashboard.ts'
import { dashboardsOf } from './dashboards/all.ts'
import { DASHBOARDS, dashboardProviders, dataSources } from './provisioning.ts'

/** Grafana with its data sources and dashboards. It keeps nothing: what is drawn by hand is gone with the pod, and belongs into a file. */
export function grafanaComponent(model: Model, choose: (reference: string) => Image): Component {
  const { grafana } = model.monitoring
  const dashboards = dashboardsOf(model).map((dashboard) => [
    `${DASHBOARDS}/${dashboard.name.replace(' ', '-')}.json`,
    JSON.stringify(dashboardJson(dashboard, model)),
  ])
  return watcher(model, 'grafana', {
    name: GRAFANA,
    service: {
      ...saidOf(grafana, choose('docker.io/grafana/grafana:12.3.0').reference),
      description: 'Shows dashboards.',
      ports: { http: 3000 },
      env: {
        GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
        GF_ANALYTICS_REPORTING_ENABLED: 'false',
        GF_LOG_MODE: 'console',
        GF_PLUGINS_PREINSTALL_DISABLED: 'true',
        GF_USERS_ALLOW_SIGN_UP: 'false',
        ...(grafana.expose === undefined ? {} : { GF_SERVER_ROOT_URL: rootUrl(grafana.expose) }),
      },
      secrets: { GF_SECURITY_ADMIN_PASSWORD_: { ref: grafana.admin, as: 'file-env' } },
      files: {
        '/etc/grafana/provisioning/datasources/platform.yaml': writeYaml([dataSources(model)]),
        '/etc/grafana/provisioning/dashboards/platform.yaml': writeYaml([dashboardProviders(model)]),
        ...Object.fromEntries(dashboards),
      },
      writable: { '/var/lib/grafana': '512Mi', '/var/log/grafana': '64Mi' },
      ...(grafana.expose === undefined ? {} : { expose: grafana.expose as unknown as JsonObject }),
      replicas: 1,
      rollout: 'Recreate',
      health: { ready: '/api/health', live: { tcp: true }, startup: '2m' },
      metrics: '/metrics',
      calls: { [PROMETHEUS]: { ports: ['http'] }, [ALERTMANAGER]: { ports: ['http'] } },
      waivers: { replicas: 'Sessions are in its own memory; a minute without dashboards is fine.' },
    },
  })
}

function rootUrl({ host, path, tls }: NonNullable<Model['monitoring']['grafana']['expose']>): string {
  return `${tls === undefined ? 'http' : 'https'}://${host[0]}${path[0]}`
}
