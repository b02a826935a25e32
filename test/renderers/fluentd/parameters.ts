/**
 * What each plugin that is rendered knows: names of its parameters and sections, as the plugin itself declares them. Fluentd 1.18, concat 2.6.2,
 * detect-exceptions 0.0.16, kubernetes_metadata_filter 3.7.1, elasticsearch 6.0.0, opensearch 1.1.6, kafka 0.19.7, s3 1.8, grafana-loki, prometheus 2.2.2,
 * rewrite-tag-filter 2.4.0, record-modifier. A part of a plugin is called `PLUGIN.SECTION`. A name that is not here would only be warned of.
 */
export const known: { readonly [plugin: string]: { readonly params: string; readonly sections: string } } = {
  'input/tail': {
    params:
      'emit_unmatched_lines enable_stat_watcher enable_watch_timer encoding exclude_path follow_inodes from_encoding glob_policy ignore_repeated_permission_error limit_recently_modified max_line_size multiline_flush_interval open_on_every_update path path_delimiter path_key path_timezone pos_file pos_file_compaction_interval read_bytes_limit_per_second read_from_head read_lines_limit refresh_interval rotate_wait skip_refresh_on_startup tag',
    sections: 'parse',
  },
  'input/prometheus': { params: 'aggregated_metrics_path bind content_encoding ignore_error_log_interval metrics_path port', sections: '' },
  'input/prometheus_monitor': { params: 'interval', sections: '' },
  'input/prometheus_output_monitor': { params: 'gauge_all interval', sections: '' },
  'input/prometheus_tail_monitor': { params: 'interval', sections: '' },
  'filter/concat': {
    params:
      'buffer_limit_size buffer_overflow_method continuous_line_regexp flush_interval keep_partial_key keep_partial_metadata key multiline_end_regexp multiline_start_regexp n_lines partial_cri_logtag_key partial_cri_stream_key partial_key partial_metadata_format partial_value separator stream_identity_key timeout_label use_first_timestamp use_partial_cri_logtag use_partial_metadata',
    sections: '',
  },
  'filter/parser': {
    params:
      'emit_invalid_record_to_error hash_value_field inject_key_prefix key_name remove_key_name_field replace_invalid_sequence reserve_data reserve_time',
    sections: 'parse',
  },
  'filter/grep': { params: '', sections: 'regexp exclude and or' },
  'filter/grep.regexp': { params: 'key pattern', sections: '' },
  'filter/grep.exclude': { params: 'key pattern', sections: '' },
  'filter/grep.and': { params: '', sections: 'regexp exclude' },
  'filter/grep.and.regexp': { params: 'key pattern', sections: '' },
  'filter/grep.and.exclude': { params: 'key pattern', sections: '' },
  'filter/grep.or': { params: '', sections: 'regexp exclude' },
  'filter/grep.or.regexp': { params: 'key pattern', sections: '' },
  'filter/grep.or.exclude': { params: 'key pattern', sections: '' },
  'filter/record_transformer': { params: 'auto_typecast enable_ruby keep_keys remove_keys renew_record renew_time_key', sections: '' },
  'filter/record_modifier': { params: 'char_encoding prepare_value remove_keys whitelist_keys', sections: 'replace' },
  'filter/record_modifier.replace': { params: 'expression key replace', sections: '' },
  'filter/kubernetes_metadata': {
    params:
      'allow_orphans annotation_match apiVersion bearer_token_file ca_file cache_size cache_ttl client_cert client_key ignore_nil include_ownerrefs_metadata kubernetes_url lookup_from_k8s_field open_timeout orphaned_namespace_id orphaned_namespace_name read_timeout secret_dir skip_container_metadata skip_labels skip_master_url skip_namespace_labels skip_namespace_metadata skip_pod_labels ssl_partial_chain stats_interval tag_to_kubernetes_name_regexp test_api_adapter verify_ssl watch watch_retry_exponential_backoff_base watch_retry_interval watch_retry_max_times',
    sections: '',
  },
  'filter/elasticsearch_genid': {
    params: 'hash_id_key hash_type include_tag_in_seed include_time_in_seed record_keys separator use_entire_record use_record_as_seed',
    sections: '',
  },
  'filter/opensearch_genid': {
    params: 'hash_id_key hash_type include_tag_in_seed include_time_in_seed record_keys separator use_entire_record use_record_as_seed',
    sections: '',
  },
  'output/relabel': { params: 'slow_flush_log_threshold time_as_integer', sections: '' },
  'output/copy': { params: 'copy_mode deep_copy', sections: 'store' },
  'output/copy.store': { params: '', sections: '' },
  'output/null': { params: 'never_flush slow_flush_log_threshold time_as_integer', sections: '' },
  'output/detect_exceptions': {
    params:
      'force_line_breaks languages max_bytes max_lines message multiline_flush_interval remove_tag_prefix slow_flush_log_threshold stream time_as_integer',
    sections: '',
  },
  'output/rewrite_tag_filter': {
    params:
      'capitalize_regex_backreference emit_mode hostname_command remove_tag_prefix remove_tag_regexp slow_flush_log_threshold time_as_integer',
    sections: 'rule',
  },
  'output/rewrite_tag_filter.rule': { params: 'invert key pattern tag', sections: '' },
  'output/elasticsearch': {
    params:
      'api_key application_name bulk_message_request_threshold ca_file catch_transport_exception_on_retry client_cert client_key client_key_pass cloud_auth cloud_id compression_level content_type custom_headers customize_template default_elasticsearch_version deflector_alias emit_error_for_missing_id enable_ilm exception_backup fail_on_detecting_es_version_retry_exceed fail_on_putting_template_retry_exceed flatten_hashes flatten_hashes_separator host hosts http_backend http_backend_excon_nonblock id_key ignore_exceptions ilm_policies ilm_policy ilm_policy_id ilm_policy_overwrite include_index_in_url include_tag_key include_timestamp index_date_pattern index_name index_prefix index_separator log_es_400_reason logstash_dateformat logstash_format logstash_prefix logstash_prefix_separator max_retry_get_es_version max_retry_putting_template parent_key password path pipeline port prefer_oj_serializer reconnect_on_error reload_after reload_connections reload_on_failure remove_keys remove_keys_on_update remove_keys_on_update_key request_timeout resurrect_after retry_tag rollover_index routing_key scheme selector_class_name slow_flush_log_threshold sniffer_class_name ssl_max_version ssl_min_version ssl_verify ssl_version suppress_doc_wrap suppress_type_name tag_key target_index_affinity target_index_key target_type_key template_file template_name template_overwrite templates time_as_integer time_key time_key_exclude_timestamp time_key_format time_parse_error_tag time_precision truncate_caches_interval type_name unrecoverable_error_types use_legacy_template user utc_index validate_client_version verify_es_version_at_startup with_transporter_log write_operation',
    sections: 'buffer secondary metadata',
  },
  'output/elasticsearch.metadata': { params: 'chunk_id_key include_chunk_id', sections: '' },
  'output/kafka2': {
    params:
      'ack_timeout active_support_notification_regex brokers client_id compression_codec connect_timeout default_message_key default_partition default_partition_key default_topic discard_kafka_delivery_failed exception_backup exclude_fields exclude_message_key exclude_partition exclude_partition_key exclude_topic_key get_kafka_client_log headers headers_from_record idempotent ignore_exceptions keytab max_send_limit_bytes max_send_retries message_key_key partition_key partition_key_key partitioner_hash_function password principal record_key required_acks resolve_seed_brokers sasl_aws_msk_iam_access_key_id sasl_aws_msk_iam_aws_region sasl_aws_msk_iam_secret_key_id sasl_over_ssl scram_mechanism share_producer slow_flush_log_threshold socket_timeout ssl_ca_cert ssl_ca_certs_from_system ssl_client_cert ssl_client_cert_chain ssl_client_cert_key ssl_client_cert_key_password ssl_verify_hostname time_as_integer topic topic_key use_default_for_unknown_topic use_event_time username',
    sections: 'buffer format inject',
  },
  'output/s3': {
    params:
      'acl auto_create_bucket aws_credential_process aws_iam_retries aws_key_id aws_profile aws_sec_key check_apikey_on_start check_bucket check_object checksum_algorithm compute_checksums enable_dual_stack enable_transfer_acceleration force_path_style grant_full_control grant_read grant_read_acp grant_write_acp hex_random_length index_format overwrite path proxy_uri reduced_redundancy s3_bucket s3_endpoint s3_metadata s3_object_key_format s3_region signature_version slow_flush_log_threshold sse_customer_algorithm sse_customer_key sse_customer_key_md5 ssekms_key_id ssl_ca_bundle ssl_ca_directory ssl_verify_peer storage_class store_as tagging time_as_integer use_bundled_cert use_server_side_encryption warn_for_delay',
    sections: 'buffer inject format',
  },
  'output/loki': {
    params:
      'bearer_token_file ca_cert cert ciphers compress custom_headers drop_single_key extra_labels extract_kubernetes_labels include_thread_label insecure_tls key line_format min_version password remove_keys slow_flush_log_threshold tenant time_as_integer url username',
    sections: 'buffer secondary',
  },
  'output/file': {
    params: 'add_path_suffix append compress path path_suffix recompress slow_flush_log_threshold symlink_path time_as_integer',
    sections: 'buffer secondary inject format',
  },
  'parser/json': {
    params:
      'estimate_current_event json_parser keep_time_key localtime null_empty_string null_value_pattern stream_buffer_size time_format time_format_fallbacks time_key time_type timeout timezone types utc',
    sections: '',
  },
  'parser/regexp': {
    params:
      'estimate_current_event expression ignorecase keep_time_key localtime multiline null_empty_string null_value_pattern time_format time_format_fallbacks time_key time_type timeout timezone types utc',
    sections: '',
  },
  'formatter/json': {
    params: 'add_newline json_parser localtime newline time_format time_format_fallbacks time_type timezone utc',
    sections: '',
  },
  'buffer/file': {
    params:
      'chunk_full_threshold chunk_limit_records chunk_limit_size compress dir_permission disable_chunk_backup file_permission path path_suffix queue_limit_length queued_chunks_limit_size total_limit_size',
    sections: '',
  },
  system: {
    params:
      'log_level dir_permission disable_shared_socket emit_error_log_interval enable_get_dump enable_input_metrics enable_jit enable_msgpack_time_support enable_size_metrics file_permission ignore_repeated_log_interval ignore_same_log_interval log_event_verbose process_name restart_worker_interval root_dir rpc_endpoint strict_config_value suppress_config_dump suppress_repeated_stacktrace with_source_only without_source workers',
    sections: '',
  },
  'output/opensearch': {
    params:
      'application_name bulk_message_request_threshold ca_file catch_transport_exception_on_retry client_cert client_key client_key_pass compression_level custom_headers customize_template default_opensearch_version emit_error_for_missing_id emit_error_label_event exception_backup fail_on_detecting_os_version_retry_exceed fail_on_putting_template_retry_exceed flatten_hashes flatten_hashes_separator host hosts http_backend http_backend_excon_nonblock id_key ignore_exceptions include_index_in_url include_tag_key include_timestamp index_date_pattern index_name index_separator log_os_400_reason logstash_dateformat logstash_format logstash_prefix logstash_prefix_separator max_retry_get_os_version max_retry_putting_template parent_key password path pipeline port prefer_oj_serializer reconnect_on_error reload_after reload_connections reload_on_failure remove_keys remove_keys_on_update remove_keys_on_update_key request_timeout resurrect_after retry_tag routing_key scheme selector_class_name slow_flush_log_threshold sniffer_class_name ssl_verify suppress_doc_wrap suppress_type_name tag_key target_index_affinity target_index_key template_file template_name template_overwrite templates time_as_integer time_key time_key_exclude_timestamp time_key_format time_parse_error_tag time_precision truncate_caches_interval unrecoverable_error_types unrecoverable_record_types use_legacy_template user utc_index validate_client_version verify_os_version_at_startup with_transporter_log write_operation',
    sections: 'buffer endpoint',
  },
  'output/opensearch.endpoint': {
    params:
      'access_key_id assume_role_arn assume_role_session_name assume_role_web_identity_token_file aws_service_name ecs_container_credentials_relative_uri refresh_credentials_interval region secret_access_key sts_credentials_region url',
    sections: '',
  },
  buffer: {
    params:
      'delayed_commit_timeout flush_at_shutdown flush_interval flush_mode flush_thread_burst_interval flush_thread_count flush_thread_interval overflow_action retry_exponential_backoff_base retry_forever retry_max_interval retry_max_times retry_randomize retry_secondary_threshold retry_timeout retry_type retry_wait timekey timekey_use_utc timekey_wait timekey_zone',
    sections: '',
  },
  inject: {
    params: 'hostname hostname_key localtime tag_key time_format time_format_fallbacks time_key time_type timezone utc worker_id_key',
    sections: '',
  },
}
