import { type Exporter, exporter } from './exporter.ts'

/** What each log agent tells of itself. */
export const logAgents: { readonly [agent: string]: Exporter } = {
  // https://github.com/fluent/fluent-plugin-prometheus
  fluentd: exporter('Fluentd', 'pods', {
    fluentd_output_status_retry_count: 'hostname plugin_id type',
    fluentd_output_status_buffer_available_space_ratio: 'hostname plugin_id type',
    fluentd_output_status_buffer_total_bytes: 'hostname plugin_id type',
    fluentd_output_status_emit_records: 'hostname plugin_id type',
  }),
  // https://docs.fluentbit.io/manual/administration/monitoring
  'fluent-bit': exporter('Fluent Bit', 'pods', {
    fluentbit_output_retries_total: 'name',
    fluentbit_output_dropped_records_total: 'name',
    fluentbit_output_proc_records_total: 'name',
    fluentbit_input_ingestion_paused: 'name',
    fluentbit_storage_fs_chunks: '',
  }),
}
