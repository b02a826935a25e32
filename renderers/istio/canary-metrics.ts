import type { Model } from '../../engine/sdk.ts'

/** The time that is looked at. */
export const WINDOW = '2m'

/** Which share of the requests failed, between 0 and 1; nothing when there were none. `mine` are the matchers of the series. */
export function errorShare(mine: string): string {
  const rate = (more: string) => `sum(rate(istio_requests_total{${mine}${more}}[${WINDOW}]))`
  return `${rate(',response_code=~"5.."')} / ${rate('')}`
}

/** Within how many milliseconds 99 of 100 requests were answered. */
export function latencyQuantile(mine: string): string {
  return `histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${mine}}[${WINDOW}])))`
}

/** The Prometheus that is named, or where the platform's own would be. */
export function prometheusOf({ delivery, monitoring }: Model): string {
  const named = delivery.progressive?.prometheus
  return named === undefined ? `http://prometheus.${monitoring.namespace}:9090` : named
}
