import { exporter, histogram } from './exporter.ts'

/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/ (what Prometheus says of each scrape), and its own metrics. */
export const prometheus = exporter('Prometheus', 'pods', {
  prometheus_config_last_reload_successful: '',
  prometheus_rule_evaluation_failures_total: 'rule_group',
  prometheus_notifications_dropped_total: '',
  prometheus_notifications_errors_total: 'alertmanager',
  prometheus_notifications_sent_total: 'alertmanager',
  prometheus_tsdb_head_series: '',
  prometheus_tsdb_head_samples_appended_total: 'type',
  prometheus_tsdb_compactions_failed_total: '',
  prometheus_tsdb_storage_blocks_bytes: '',
  prometheus_remote_storage_samples_failed_total: 'remote_name url',
  prometheus_remote_storage_samples_pending: 'remote_name url',
})

/** https://github.com/prometheus/alertmanager */
export const alertmanager = exporter('Alertmanager', 'pods', {
  alertmanager_config_last_reload_successful: '',
  alertmanager_notifications_total: 'integration',
  alertmanager_notifications_failed_total: 'integration reason',
  alertmanager_alerts: 'state',
})

/** https://grafana.com/docs/grafana/latest/setup-grafana/set-up-grafana-monitoring/ */
export const grafana = exporter('Grafana', 'pods', { grafana_http_request_duration_seconds_count: 'handler method status_code' })

const REQUEST =
  'reporter source_workload source_workload_namespace source_principal source_app source_version source_cluster source_canonical_service source_canonical_revision ' +
  'destination_workload destination_workload_namespace destination_principal destination_app destination_version destination_service ' +
  'destination_service_name destination_service_namespace destination_cluster destination_canonical_service destination_canonical_revision ' +
  'request_protocol response_code response_flags connection_security_policy grpc_response_status'
const CONNECTION = REQUEST.replace(' response_code', '').replace(' grpc_response_status', '')
/** https://istio.io/latest/docs/reference/config/metrics/ */
export const proxies = exporter('the proxies of Istio', 'pods', {
  istio_requests_total: REQUEST,
  ...histogram('istio_request_duration_milliseconds', REQUEST),
  ...histogram('istio_request_bytes', REQUEST),
  ...histogram('istio_response_bytes', REQUEST),
  istio_tcp_sent_bytes_total: CONNECTION,
  istio_tcp_received_bytes_total: CONNECTION,
  istio_tcp_connections_opened_total: CONNECTION,
  istio_tcp_connections_closed_total: CONNECTION,
  istio_agent_startup_duration_seconds: '',
})

/** The bounds of Istio's histogram of durations, in milliseconds, as Envoy has them without a word of the user. */
export const MESH_BUCKETS: readonly number[] = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000,
]

/** https://istio.io/latest/docs/reference/commands/pilot-discovery/#metrics */
export const istiod = exporter('istiod', 'istiod', {
  pilot_xds: 'version',
  pilot_xds_pushes: 'type',
  pilot_total_xds_rejects: 'type',
  pilot_total_xds_internal_errors: '',
  ...histogram('pilot_proxy_convergence_time', ''),
  citadel_server_root_cert_expiry_timestamp: '',
})
