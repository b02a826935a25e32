import type { Model } from '../../../engine/sdk.ts'
import type { RuleFile } from './alert.ts'
import { both, fileOf, growing, MINUTE } from './alert-table.ts'
import { promDuration, series } from './series.ts'

/** The rules of the cluster itself. Undefined when nobody watches it. */
export function clusterRules(model: Model): RuleFile | undefined {
  if (!model.monitoring.watch.cluster) return undefined
  const range = `[${promDuration(model.monitoring.rate)}]`
  const requests = { job: 'apiserver', verb: 'GET', instance: '10.0.0.1:6443' }
  const durations = { ...requests, scope: 'resource' }
  const rcode = (code: string) => ({
    job: 'coredns',
    instance: '10.0.0.2:9153',
    pod: 'coredns-1',
    server: 'dns://:53',
    zone: '.',
    rcode: code,
  })
  const dns = { job: 'coredns', instance: '10.0.0.2:9153', pod: 'coredns-1', server: 'dns://:53', zone: '.' }
  return fileOf(
    'cluster',
    [
      {
        word: 'apiErrors',
        for: 10 * MINUTE,
        severity: 'critical',
        expr: `sum(rate(${series('apiserver_request_total', { job: 'apiserver', code: { re: '5..' } })}${range})) / sum(rate(${series('apiserver_request_total', { job: 'apiserver' })}${range})) > 0.03`,
        summary: 'The API server fails.',
        description:
          '{{ $value | humanizePercentage }} of the requests to the API server fail. Nothing can be deployed, and nothing heals by itself.',
        fires: both(
          growing('apiserver_request_total', { ...requests, code: '200' }, 60),
          growing('apiserver_request_total', { ...requests, code: '503' }, 60),
        ),
        quiet: both(
          growing('apiserver_request_total', { ...requests, code: '200' }, 60),
          growing('apiserver_request_total', { ...requests, code: '503' }, 0),
        ),
      },
      {
        word: 'apiSlow',
        for: 10 * MINUTE,
        severity: 'warning',
        expr: `histogram_quantile(0.99, sum by (le) (rate(${series('apiserver_request_duration_seconds_bucket', { job: 'apiserver', verb: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], scope: 'resource' })}${range}))) > 1`,
        summary: 'The API server is slow.',
        description:
          'One in a hundred requests to the API server takes longer than {{ $value | humanizeDuration }}: most often etcd waits for its disk.',
        fires: both(
          growing('apiserver_request_duration_seconds_bucket', { ...durations, le: '1' }, 0),
          growing('apiserver_request_duration_seconds_bucket', { ...durations, le: '5' }, 60),
          growing('apiserver_request_duration_seconds_bucket', { ...durations, le: '+Inf' }, 60),
        ),
        quiet: both(
          growing('apiserver_request_duration_seconds_bucket', { ...durations, le: '0.1' }, 60),
          growing('apiserver_request_duration_seconds_bucket', { ...durations, le: '1' }, 60),
          growing('apiserver_request_duration_seconds_bucket', { ...durations, le: '+Inf' }, 60),
        ),
      },
      {
        word: 'dnsErrors',
        for: 10 * MINUTE,
        severity: 'critical',
        expr: `sum(rate(${series('coredns_dns_responses_total', { job: 'coredns', rcode: 'SERVFAIL' })}${range})) / sum(rate(${series('coredns_dns_responses_total', { job: 'coredns' })}${range})) > 0.03`,
        summary: 'The DNS of the cluster fails.',
        description:
          '{{ $value | humanizePercentage }} of the names that are asked for are answered with SERVFAIL. Services do not find each other.',
        fires: both(
          growing('coredns_dns_responses_total', rcode('NOERROR'), 60),
          growing('coredns_dns_responses_total', rcode('SERVFAIL'), 60),
        ),
        quiet: both(
          growing('coredns_dns_responses_total', rcode('NOERROR'), 60),
          growing('coredns_dns_responses_total', rcode('SERVFAIL'), 0),
        ),
      },
      {
        word: 'dnsSlow',
        for: 10 * MINUTE,
        severity: 'warning',
        expr: `histogram_quantile(0.99, sum by (le) (rate(${series('coredns_dns_request_duration_seconds_bucket', { job: 'coredns' })}${range}))) > 0.5`,
        summary: 'The DNS of the cluster is slow.',
        description: 'One in a hundred names takes longer than {{ $value | humanizeDuration }}.',
        fires: both(
          growing('coredns_dns_request_duration_seconds_bucket', { ...dns, le: '0.512' }, 0),
          growing('coredns_dns_request_duration_seconds_bucket', { ...dns, le: '2.048' }, 60),
          growing('coredns_dns_request_duration_seconds_bucket', { ...dns, le: '+Inf' }, 60),
        ),
        quiet: both(
          growing('coredns_dns_request_duration_seconds_bucket', { ...dns, le: '0.016' }, 60),
          growing('coredns_dns_request_duration_seconds_bucket', { ...dns, le: '+Inf' }, 60),
        ),
      },
    ],
    'platform',
  )
}
