import type { JsonObject, Model } from '../../engine/sdk.ts'
import { linesOf } from './service.ts'

/** The folder on the node in which an environment's agent keeps positions and what waits to be sent. */
export function stateFolder({ environment }: Model): string {
  return `/var/lib/fluent-bit/${environment.namespace}`
}

/** A chunk of Fluent Bit, which nobody can change: https://docs.fluentbit.io/manual/data-pipeline/buffering */
const CHUNK = 2 ** 21

/** How Fluent Bit itself runs. */
export function serviceSection({ logging, ...model }: Model, port: number): JsonObject {
  const { flush, retry, limit, whenFull } = logging.buffers
  return {
    flush: String(flush),
    grace: '30',
    log_level: 'info',
    // Pods are replaced when the configuration changes.
    hot_reload: 'off',
    http_server: 'on',
    http_listen: '0.0.0.0',
    http_port: String(port),
    'scheduler.base': '1',
    'scheduler.cap': String(retry),
    'json.escape_unicode': 'off',
    multiline_buffer_limit: '4M',
    'storage.path': `${stateFolder({ logging, ...model })}/buffers`,
    'storage.sync': 'normal',
    'storage.checksum': 'on',
    'storage.metrics': 'on',
    'storage.trim_files': 'on',
    'storage.backlog.mem_limit': '32M',
    // Chunks are files that are mapped into memory: the kernel writes them out when it needs the room.
    'storage.max_chunks_up': String(whenFull === 'wait' ? Math.max(2, Math.floor(limit / CHUNK)) : 128),
    // What an output refuses for good is kept below this folder, and told in the log of the agent.
    'storage.keep.rejected': 'on',
    'storage.rejected.path': 'dead-letters',
    'storage.rejected.limit': String(Math.floor(limit / 8)),
  }
}

/** The files of the node. */
export function inputSection(model: Model): JsonObject {
  const { logging, environment } = model
  const state = stateFolder(model)
  const docker = logging.runtime === 'docker'
  return {
    parsers: [
      { name: 'json', format: 'json' },
      { name: 'no-object', format: 'regex', regex: String.raw`/(?m)\A(?!\s*\{.*\}\s*\z)(?<platgen_text>.*)\z/`, skip_empty_values: 'off' },
      {
        name: 'tag',
        format: 'regex',
        regex: String.raw`/^(?<container_name>[^.]+)\.(?<namespace_name>[^.]+)\.(?<pod_name>.+)\.(?<docker_id>[0-9a-f]{64})$/`,
      },
      ...(docker ? [{ name: 'whole', format: 'regex', regex: String.raw`/(?m)\A(?<message>.*?)\n?\z/`, skip_empty_values: 'off' }] : []),
    ],
    pipeline: {
      inputs: [
        {
          name: 'tail',
          alias: 'containers',
          path: `/var/log/containers/*_${environment.namespace}_*.log`,
          tag: 'line.<container_name>.<namespace_name>.<pod_name>.<container_id>',
          tag_regex: String.raw`/(?<pod_name>[^_\/]+)_(?<namespace_name>[^_]+)_(?<container_name>.+)-(?<container_id>[0-9a-f]{64})\.log$/`,
          // The runtime cuts long lines at 16 KiB: they become whole again.
          'multiline.parser': docker ? 'docker' : 'cri',
          db: `${state}/containers.db`,
          'db.locking': 'on',
          'db.compare_filename': 'on',
          read_from_head: 'on',
          refresh_interval: '5',
          rotate_wait: '30',
          inotify_watcher: 'on',
          buffer_chunk_size: '64k',
          buffer_max_size: '2M',
          skip_long_lines: 'on',
          'storage.type': 'filesystem',
          'storage.pause_on_chunks_overlimit': logging.buffers.whenFull === 'wait' ? 'on' : 'off',
        },
      ],
      filters: [
        { name: 'modify', alias: 'text', match: 'line.*', rename: 'log message', remove: ['_p', 'time'] },
        ...(docker ? [{ name: 'parser', alias: 'whole', match: 'line.*', key_name: 'message', parser: 'whole', reserve_data: 'on' }] : []),
      ],
    },
  }
}

/** Containers that nobody described. */
export function othersSection(model: Model): JsonObject {
  const names = linesOf(model).map(({ container }) => container)
  return {
    pipeline: {
      filters: [
        {
          name: 'lua',
          alias: 'others',
          match_regex: names.length === 0 ? String.raw`^line\.` : String.raw`^line\.(?!(?:${names.join('|')})\.)`,
          script: 'others.lua',
          call: 'name',
        },
      ],
    },
  }
}

/**
 * Which pod a line is of, once the program has had its say. The name of its file tells that, so that nobody has to be asked who may not answer: what
 * the API knows beyond it is missing from all records of a pod whose first line it was too busy for.
 */
export function kubernetesSection(): JsonObject {
  const inside = 'platgen_kubernetes.'
  return {
    pipeline: {
      filters: [
        {
          name: 'kubernetes',
          alias: 'kubernetes',
          match: 'line.*',
          kube_tag_prefix: 'line.',
          regex_parser: 'tag',
          use_tag_for_meta: 'on',
          merge_log: 'off',
        },
        { name: 'nest', alias: 'kubernetes-open', match: 'line.*', operation: 'lift', nested_under: 'kubernetes', add_prefix: inside },
        { name: 'modify', alias: 'kubernetes-host', match: 'line.*', set: `${inside}host \${NODE_NAME}` },
        {
          name: 'nest',
          alias: 'kubernetes-close',
          match: 'line.*',
          operation: 'nest',
          wildcard: `${inside}*`,
          nest_under: 'kubernetes',
          remove_prefix: inside,
        },
      ],
    },
  }
}
