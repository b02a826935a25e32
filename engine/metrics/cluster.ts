import { exporter, histogram } from './exporter.ts'

/** https://kubernetes.io/docs/reference/instrumentation/metrics/ */
export const apiserver = exporter('the API server', 'apiserver', {
  apiserver_request_total: 'code component group resource scope subresource verb version dry_run',
  ...histogram('apiserver_request_duration_seconds', 'component group resource scope subresource verb version dry_run'),
  apiserver_current_inflight_requests: 'request_kind',
  apiserver_storage_objects: 'resource',
})

/** https://kubernetes.io/docs/reference/instrumentation/metrics/ */
export const kubelet = exporter('the kubelet', 'kubelet', {
  kubelet_running_pods: '',
  kubelet_running_containers: 'container_state',
  kubelet_node_name: 'node',
  kubelet_volume_stats_available_bytes: 'namespace persistentvolumeclaim',
  kubelet_volume_stats_capacity_bytes: 'namespace persistentvolumeclaim',
  kubelet_volume_stats_used_bytes: 'namespace persistentvolumeclaim',
  kubelet_volume_stats_inodes: 'namespace persistentvolumeclaim',
  kubelet_volume_stats_inodes_used: 'namespace persistentvolumeclaim',
  kubelet_volume_stats_inodes_free: 'namespace persistentvolumeclaim',
})

const CONTAINER = 'container id image name namespace pod'
/** https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md, with the labels that the kubelet gives. */
export const cadvisor = exporter('cAdvisor', 'cadvisor', {
  container_cpu_usage_seconds_total: `${CONTAINER} cpu`,
  container_cpu_cfs_periods_total: CONTAINER,
  container_cpu_cfs_throttled_periods_total: CONTAINER,
  container_memory_working_set_bytes: CONTAINER,
  container_memory_rss: CONTAINER,
  container_memory_usage_bytes: CONTAINER,
  container_oom_events_total: CONTAINER,
  container_fs_reads_bytes_total: `${CONTAINER} device`,
  container_fs_writes_bytes_total: `${CONTAINER} device`,
  container_network_receive_bytes_total: 'id image name namespace pod interface',
  container_network_transmit_bytes_total: 'id image name namespace pod interface',
  container_start_time_seconds: CONTAINER,
})

/** https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics */
export const objects = exporter('kube-state-metrics', 'kube-state-metrics', {
  kube_pod_info: 'namespace pod uid host_ip pod_ip node created_by_kind created_by_name priority_class host_network',
  kube_pod_status_phase: 'namespace pod uid phase',
  kube_pod_status_ready: 'namespace pod uid condition',
  kube_pod_container_info: 'namespace pod uid container image image_spec image_id container_id',
  kube_pod_container_status_restarts_total: 'namespace pod uid container',
  kube_pod_container_status_ready: 'namespace pod uid container',
  kube_pod_container_status_waiting_reason: 'namespace pod uid container reason',
  kube_pod_container_status_last_terminated_reason: 'namespace pod uid container reason',
  kube_pod_container_resource_requests: 'namespace pod uid container node resource unit',
  kube_pod_container_resource_limits: 'namespace pod uid container node resource unit',
  kube_deployment_spec_replicas: 'namespace deployment',
  kube_deployment_status_replicas: 'namespace deployment',
  kube_deployment_status_replicas_available: 'namespace deployment',
  kube_deployment_status_condition: 'namespace deployment condition status',
  kube_statefulset_replicas: 'namespace statefulset',
  kube_statefulset_status_replicas_ready: 'namespace statefulset',
  kube_statefulset_status_replicas_available: 'namespace statefulset',
  kube_daemonset_status_desired_number_scheduled: 'namespace daemonset',
  kube_daemonset_status_number_available: 'namespace daemonset',
  kube_horizontalpodautoscaler_spec_max_replicas: 'namespace horizontalpodautoscaler',
  kube_horizontalpodautoscaler_spec_min_replicas: 'namespace horizontalpodautoscaler',
  kube_horizontalpodautoscaler_status_current_replicas: 'namespace horizontalpodautoscaler',
  kube_horizontalpodautoscaler_status_desired_replicas: 'namespace horizontalpodautoscaler',
  kube_persistentvolumeclaim_status_phase: 'namespace persistentvolumeclaim phase',
  kube_persistentvolumeclaim_resource_requests_storage_bytes: 'namespace persistentvolumeclaim',
  kube_job_status_failed: 'namespace job_name reason',
  kube_job_failed: 'namespace job_name condition',
  kube_job_owner: 'namespace job_name owner_kind owner_name owner_is_controller',
  kube_cronjob_status_last_successful_time: 'namespace cronjob',
  kube_cronjob_status_last_schedule_time: 'namespace cronjob',
  kube_cronjob_next_schedule_time: 'namespace cronjob',
  kube_cronjob_spec_suspend: 'namespace cronjob',
  kube_cronjob_created: 'namespace cronjob',
  kube_node_status_condition: 'node condition status',
  kube_node_spec_unschedulable: 'node',
  kube_node_status_allocatable: 'node resource unit',
  kube_resourcequota: 'namespace resourcequota resource type',
})

/** https://coredns.io/plugins/metrics/ */
export const coredns = exporter('CoreDNS', 'coredns', {
  coredns_dns_requests_total: 'server zone view proto family type',
  coredns_dns_responses_total: 'server zone view rcode plugin',
  ...histogram('coredns_dns_request_duration_seconds', 'server zone view'),
  coredns_panics_total: '',
  coredns_cache_hits_total: 'server type zones view',
  coredns_cache_misses_total: 'server zones view',
})
