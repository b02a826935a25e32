import type { Store } from '../../../../engine/sdk.ts'
import { memoryShare, script, settings } from '../program.ts'

/** rabbitmq.conf: https://www.rabbitmq.com/docs/configure Members of a minority stop, so that there are never two truths. */
export function config(store: Store): string {
  const members = store.replicas > 1
  return script(
    settings(
      store,
      {
        'listeners.tcp.default': store.port.port,
        'management.tcp.port': 15_672,
        'prometheus.tcp.port': store.metrics.port,
        // Its whole memory, since it may not see what its container may have.
        'vm_memory_high_watermark.absolute': `${memoryShare(store, 0.6)}MiB`,
        'disk_free_limit.absolute': '1GB',
        'log.console': 'true',
        'log.file': 'false',
        ...(members
          ? {
              default_queue_type: 'quorum',
              'cluster_formation.peer_discovery_backend': 'classic_config',
              ...Object.fromEntries(
                store.members.map(({ host }, index) => [`cluster_formation.classic_config.nodes.${index + 1}`, `rabbit@${host}`]),
              ),
              cluster_partition_handling: 'pause_minority',
            }
          : {}),
      },
      (key, value) => `${key} = ${value}`,
    ),
  )
}
