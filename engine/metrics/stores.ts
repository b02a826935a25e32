import { type Exporter, exporter, histogram } from './exporter.ts'

/** https://github.com/prometheus/mysqld_exporter, with the collectors that run without a word. */
const mysql = exporter('mysqld_exporter', 'pods', {
  mysql_up: '',
  mysql_global_status_threads_connected: '',
  mysql_global_status_threads_running: '',
  mysql_global_status_max_used_connections: '',
  mysql_global_status_queries: '',
  mysql_global_status_slow_queries: '',
  mysql_global_status_aborted_connects: '',
  mysql_global_status_commands_total: 'command',
  mysql_global_status_innodb_row_lock_waits: '',
  mysql_global_status_innodb_buffer_pool_reads: '',
  mysql_global_status_innodb_buffer_pool_read_requests: '',
  mysql_global_status_uptime: '',
  mysql_global_variables_max_connections: '',
  mysql_global_variables_long_query_time: '',
  mysql_slave_status_seconds_behind_master: 'master_host master_uuid channel_name connection_name',
  mysql_slave_status_slave_io_running: 'master_host master_uuid channel_name connection_name',
})

/** https://github.com/prometheus-community/postgres_exporter */
const postgresql = exporter('postgres_exporter', 'pods', {
  pg_up: '',
  pg_stat_activity_count: 'datname state usename application_name backend_type wait_event wait_event_type server',
  pg_stat_activity_max_tx_duration: 'datname state usename application_name backend_type wait_event wait_event_type server',
  pg_settings_max_connections: 'server',
  pg_stat_database_xact_commit: 'datid datname',
  pg_stat_database_xact_rollback: 'datid datname',
  pg_stat_database_deadlocks: 'datid datname',
  pg_stat_database_blks_hit: 'datid datname',
  pg_stat_database_blks_read: 'datid datname',
  pg_stat_database_temp_bytes: 'datid datname',
  pg_database_size_bytes: 'datname',
  pg_locks_count: 'datname mode',
  pg_replication_lag_seconds: '',
})

/** https://github.com/oliver006/redis_exporter */
const redis = exporter('redis_exporter', 'pods', {
  redis_up: '',
  redis_connected_clients: '',
  redis_config_maxclients: '',
  redis_blocked_clients: '',
  redis_memory_used_bytes: '',
  redis_memory_max_bytes: '',
  redis_commands_processed_total: '',
  redis_evicted_keys_total: '',
  redis_expired_keys_total: '',
  redis_keyspace_hits_total: '',
  redis_keyspace_misses_total: '',
  redis_rejected_connections_total: '',
  redis_rdb_last_bgsave_status: '',
  redis_db_keys: 'db',
  redis_uptime_in_seconds: '',
})

/** https://www.rabbitmq.com/docs/prometheus as its own plugin serves them at /metrics: everything of a node together. */
const rabbitmq = exporter('the Prometheus plugin of RabbitMQ', 'pods', {
  rabbitmq_build_info: 'rabbitmq_version prometheus_plugin_version prometheus_client_version erlang_version product_version product_name',
  rabbitmq_identity_info: 'rabbitmq_node rabbitmq_cluster rabbitmq_cluster_permanent_id rabbitmq_endpoint',
  rabbitmq_alarms_memory_used_watermark: '',
  rabbitmq_alarms_free_disk_space_watermark: '',
  rabbitmq_alarms_file_descriptor_limit: '',
  rabbitmq_connections: '',
  rabbitmq_channels: '',
  rabbitmq_consumers: '',
  rabbitmq_queues: '',
  rabbitmq_queue_messages: '',
  rabbitmq_queue_messages_ready: '',
  rabbitmq_queue_messages_unacked: '',
  rabbitmq_global_messages_received_total: 'protocol',
  rabbitmq_global_messages_delivered_total: 'protocol queue_type',
  rabbitmq_global_messages_acknowledged_total: 'protocol queue_type',
  rabbitmq_global_messages_redelivered_total: 'protocol queue_type',
  rabbitmq_global_messages_unroutable_dropped_total: 'protocol',
  rabbitmq_global_messages_unroutable_returned_total: 'protocol',
  rabbitmq_connections_opened_total: '',
  rabbitmq_process_resident_memory_bytes: '',
  rabbitmq_resident_memory_limit_bytes: '',
  rabbitmq_disk_space_available_bytes: '',
  rabbitmq_disk_space_available_limit_bytes: '',
  rabbitmq_process_open_fds: '',
  rabbitmq_process_max_fds: '',
})

const PARTITION = 'topic partition'
/** https://github.com/danielqsj/kafka_exporter */
const kafka = exporter('kafka_exporter', 'pods', {
  kafka_brokers: '',
  kafka_broker_info: 'id address',
  kafka_topic_partitions: 'topic',
  kafka_topic_partition_current_offset: PARTITION,
  kafka_topic_partition_oldest_offset: PARTITION,
  kafka_topic_partition_leader: PARTITION,
  kafka_topic_partition_leader_is_preferred: PARTITION,
  kafka_topic_partition_replicas: PARTITION,
  kafka_topic_partition_in_sync_replica: PARTITION,
  kafka_topic_partition_under_replicated_partition: PARTITION,
  kafka_consumergroup_current_offset: `consumergroup ${PARTITION}`,
  kafka_consumergroup_lag: `consumergroup ${PARTITION}`,
  kafka_consumergroup_lag_sum: 'consumergroup topic',
  kafka_consumergroup_members: 'consumergroup',
})

const MEMBER = 'cluster host name es_master_node es_data_node es_ingest_node es_client_node'
/** https://github.com/prometheus-community/elasticsearch_exporter with `--es.all`. */
const elasticsearch = exporter('elasticsearch_exporter', 'pods', {
  elasticsearch_cluster_health_status: 'cluster color',
  elasticsearch_cluster_health_number_of_nodes: 'cluster',
  elasticsearch_cluster_health_active_shards: 'cluster',
  elasticsearch_cluster_health_unassigned_shards: 'cluster',
  elasticsearch_cluster_health_relocating_shards: 'cluster',
  elasticsearch_cluster_health_initializing_shards: 'cluster',
  elasticsearch_jvm_memory_used_bytes: `${MEMBER} area`,
  elasticsearch_jvm_memory_max_bytes: `${MEMBER} area`,
  elasticsearch_jvm_gc_collection_seconds_sum: `${MEMBER} gc`,
  elasticsearch_thread_pool_rejected_count: `${MEMBER} type`,
  elasticsearch_thread_pool_queue_count: `${MEMBER} type`,
  elasticsearch_filesystem_data_available_bytes: `${MEMBER} mount path`,
  elasticsearch_filesystem_data_size_bytes: `${MEMBER} mount path`,
  elasticsearch_indices_docs: MEMBER,
  elasticsearch_indices_store_size_bytes: MEMBER,
  elasticsearch_indices_indexing_index_total: MEMBER,
  elasticsearch_indices_search_query_total: MEMBER,
  elasticsearch_indices_search_query_time_seconds: MEMBER,
})

/** https://etcd.io/docs/v3.6/metrics/ */
const etcd = exporter('etcd', 'pods', {
  etcd_server_has_leader: '',
  etcd_server_is_leader: '',
  etcd_server_leader_changes_seen_total: '',
  etcd_server_proposals_committed_total: '',
  etcd_server_proposals_failed_total: '',
  etcd_server_proposals_pending: '',
  etcd_server_quota_backend_bytes: '',
  etcd_server_slow_apply_total: '',
  etcd_mvcc_db_total_size_in_bytes: '',
  etcd_mvcc_db_total_size_in_use_in_bytes: '',
  etcd_mvcc_put_total: '',
  etcd_mvcc_delete_total: '',
  etcd_mvcc_range_total: '',
  etcd_debugging_mvcc_keys_total: '',
  etcd_network_client_grpc_received_bytes_total: '',
  etcd_network_client_grpc_sent_bytes_total: '',
  ...histogram('etcd_disk_wal_fsync_duration_seconds', ''),
  ...histogram('etcd_disk_backend_commit_duration_seconds', ''),
})

/** https://min.io/docs/minio/linux/reference/minio-metrics-and-alerts.html at /minio/v2/metrics/cluster: any member tells of all. */
const minio = exporter('MinIO', 'pods', {
  minio_cluster_health_status: 'server',
  minio_cluster_nodes_online_total: 'server',
  minio_cluster_nodes_offline_total: 'server',
  minio_cluster_drive_online_total: 'server',
  minio_cluster_drive_offline_total: 'server',
  minio_cluster_capacity_usable_total_bytes: 'server',
  minio_cluster_capacity_usable_free_bytes: 'server',
  minio_cluster_usage_object_total: 'server',
  minio_cluster_usage_total_bytes: 'server',
  minio_s3_requests_total: 'server api',
  minio_s3_requests_4xx_errors_total: 'server api',
  minio_s3_requests_5xx_errors_total: 'server api',
  minio_s3_requests_waiting_total: 'server',
  minio_s3_traffic_received_bytes: 'server',
  minio_s3_traffic_sent_bytes: 'server',
})

const SET = 'cl_id cl_role rs_nm rs_state'
/** https://github.com/percona/mongodb_exporter with the collectors `diagnosticdata` and `dbstats`. */
const mongodb = exporter('mongodb_exporter', 'pods', {
  mongodb_up: 'cluster_role',
  mongodb_ss_connections: `${SET} conn_type`,
  mongodb_ss_opcounters: `${SET} legacy_op_type`,
  mongodb_ss_opcountersRepl: `${SET} legacy_op_type`,
  mongodb_ss_opLatencies_latency: `${SET} op_type`,
  mongodb_ss_opLatencies_ops: `${SET} op_type`,
  mongodb_ss_globalLock_currentQueue: `${SET} count_type`,
  mongodb_ss_mem_resident: SET,
  mongodb_ss_uptime: SET,
  mongodb_ss_network_bytesIn: SET,
  mongodb_ss_network_bytesOut: SET,
  mongodb_ss_wt_cache_bytes_currently_in_the_cache: SET,
  mongodb_ss_wt_cache_maximum_bytes_configured: SET,
  mongodb_rs_members_health: `${SET} member_idx member_state`,
  mongodb_rs_members_state: `${SET} member_idx member_state`,
  mongodb_rs_members_optimeDate: `${SET} member_idx member_state`,
  mongodb_dbstats_dataSize: `${SET} database`,
  mongodb_dbstats_indexSize: `${SET} database`,
  mongodb_dbstats_objects: `${SET} database`,
  mongodb_dbstats_collections: `${SET} database`,
})

/** What tells of the stores of each engine. */
export const storeExporters: { readonly [engine: string]: Exporter } = {
  mysql,
  postgresql,
  redis,
  rabbitmq,
  kafka,
  elasticsearch,
  etcd,
  minio,
  mongodb,
}
