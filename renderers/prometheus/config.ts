import type { Model } from '../../engine/sdk.ts'
import { ALERTMANAGER } from '../_shared/monitoring/component.ts'
import { promDuration } from '../_shared/monitoring/series.ts'
import { scrapeConfigs } from './scrape.ts'

/** Where the container finds its configuration, and the Secrets of other stores of samples. */
export const FOLDER = '/etc/prometheus'
export const SECRETS = '/run/secrets/prometheus'

/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
export function prometheusConfig(model: Model): object {
  const { monitoring } = model
  const interval = promDuration(monitoring.interval)
  const remote = Object.entries(monitoring.remoteWrite)
  return {
    global: {
      scrape_interval: interval,
      scrape_timeout: promDuration(Math.min(10, monitoring.interval)),
      evaluation_interval: promDuration(monitoring.evaluate),
      external_labels: externalLabels(model),
    },
    rule_files: ['rules/*.yaml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`${ALERTMANAGER}.${monitoring.namespace}:9093`] }] }] },
    scrape_configs: scrapeConfigs(model),
    ...(remote.length === 0
      ? {}
      : {
          remote_write: remote.map(([name, { url, user, password, keep }]) => ({
            name,
            url,
            ...(user === undefined || password === undefined
              ? {}
              : { basic_auth: { username: user, password_file: `${SECRETS}/remote-${name}` } }),
            ...(keep === undefined ? {} : { write_relabel_configs: [{ source_labels: ['__name__'], action: 'keep', regex: keep }] }),
          })),
        }),
  }
}

/** What every alert and every sample says when it leaves. Where it comes from can't be said otherwise. */
export function externalLabels({ platform, environment, monitoring }: Model): { readonly [label: string]: string } {
  return { ...monitoring.labels, platform: platform.name, environment: environment.name, cluster: environment.cluster }
}
