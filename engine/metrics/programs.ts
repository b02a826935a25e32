import { type Exporter, exporter, histogram } from './exporter.ts'

/** How the requests of a service can be counted by its own metrics. */
export interface RequestMetrics {
  /** The counter of requests; also that of a histogram. */
  readonly total: string
  /** Label with the status code, and the expression that failed ones match. */
  readonly status: string
  readonly failed: string
  /** Name of the histogram or summary of durations in seconds, without `_sum`. */
  readonly duration: string
  /** Bounds of its buckets in seconds; undefined when it has none, so that there are no quantiles. */
  readonly buckets: readonly number[] | undefined
}

/** A library that gives a program its metrics. */
export interface Library {
  readonly exporter: Exporter
  readonly requests: RequestMetrics | undefined
}

const PROCESS = {
  process_cpu_seconds_total: '',
  process_resident_memory_bytes: '',
  process_open_fds: '',
  process_max_fds: '',
  process_start_time_seconds: '',
}
const MEMORY = 'area id'

/** Micrometer in Spring Boot: https://docs.spring.io/spring-boot/reference/actuator/metrics.html, https://docs.micrometer.io/micrometer/reference/ */
const micrometer: Library = {
  exporter: exporter('Micrometer', 'pods', {
    http_server_requests_seconds_count: 'error exception method outcome status uri',
    http_server_requests_seconds_sum: 'error exception method outcome status uri',
    http_server_requests_seconds_max: 'error exception method outcome status uri',
    jvm_memory_used_bytes: MEMORY,
    jvm_memory_max_bytes: MEMORY,
    jvm_gc_pause_seconds_count: 'action cause gc',
    jvm_gc_pause_seconds_sum: 'action cause gc',
    jvm_threads_live_threads: '',
    hikaricp_connections_active: 'pool',
    hikaricp_connections_max: 'pool',
    hikaricp_connections_pending: 'pool',
    logback_events_total: 'level',
    process_cpu_usage: '',
    process_uptime_seconds: '',
  }),
  requests: {
    total: 'http_server_requests_seconds_count',
    status: 'status',
    failed: '5..',
    duration: 'http_server_requests_seconds',
    buckets: undefined,
  },
}

/** https://github.com/django-commons/django-prometheus/blob/master/django_prometheus/middleware.py, with PROMETHEUS_LATENCY_BUCKETS as it is. */
const django: Library = {
  exporter: exporter('django-prometheus', 'pods', {
    ...PROCESS,
    django_http_requests_before_middlewares_total: '',
    django_http_responses_before_middlewares_total: '',
    django_http_responses_total_by_status_total: 'status',
    django_http_requests_total_by_method_total: 'method',
    ...histogram('django_http_requests_latency_seconds_by_view_method', 'view method'),
    ...histogram('django_http_requests_latency_including_middlewares_seconds', ''),
    django_http_exceptions_total_by_type_total: 'type',
    python_info: 'implementation major minor patchlevel version',
  }),
  requests: {
    total: 'django_http_responses_total_by_status_total',
    status: 'status',
    failed: '5..',
    duration: 'django_http_requests_latency_including_middlewares_seconds',
    buckets: [0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 25, 50, 75],
  },
}

/** The collectors of https://github.com/prometheus/client_golang that a registry has by itself. */
const go: Library = {
  exporter: exporter('the Go client', 'pods', {
    ...PROCESS,
    go_goroutines: '',
    go_gc_duration_seconds: 'quantile',
    go_memstats_alloc_bytes: '',
    go_info: 'version',
  }),
  requests: undefined,
}

/** The default metrics of https://github.com/siimon/prom-client. */
const node: Library = {
  exporter: exporter('prom-client', 'pods', {
    ...PROCESS,
    nodejs_eventloop_lag_seconds: '',
    nodejs_eventloop_lag_p99_seconds: '',
    nodejs_active_handles_total: '',
    nodejs_heap_size_used_bytes: '',
    nodejs_heap_size_total_bytes: '',
    nodejs_version_info: 'version major minor patch',
  }),
  requests: undefined,
}

/** A program whose metrics nobody but its authors knows. */
const other: Library = { exporter: exporter('the program', 'pods', {}), requests: undefined }

/** By the word of `metrics.library`. */
export const libraries = { micrometer, django, go, node, other } as const satisfies { readonly [name: string]: Library }
/** A library that is known. */
export type LibraryName = keyof typeof libraries

/** What a stack of `build` is most likely given; undefined says that nothing is known. */
export function libraryOfStack(stack: string | undefined): LibraryName {
  switch (stack) {
    case 'spring-boot':
      return 'micrometer'
    case 'django':
    case 'go':
    case 'node':
      return stack
    default:
      return 'other'
  }
}
