import type { JsonObject } from '../../engine/sdk.ts'
import type { LogScope, ReadFile } from '../_shared/log-scope.ts'
import { tagsOf } from './service.ts'

/** The folder in which an environment's agent keeps positions and what waits to be sent: of its node, or of its pod. */
export function stateFolder({ environment }: Pick<LogScope, 'environment'>): string {
  return `/var/lib/fluent-bit/${environment.namespace}`
}

/** A chunk of Fluent Bit, which nobody can change: https://docs.fluentbit.io/manual/data-pipeline/buffering */
const CHUNK = 2 ** 21

/** How Fluent Bit itself runs. */
export function serviceSection(scope: LogScope, port: number): JsonObject {
  const { flush, retry, limit, whenFull } = scope.logging.buffers
  return {
    flush: String(flush),
    // Beside a container it has what is left of the pod's time.
    grace: scope.files === undefined ? '30' : '10',
    log_level: 'info',
    // Pods are replaced when the configuration changes.
    hot_reload: 'off',
    // The ports of a pod belong to its service.
    ...(scope.files === undefined ? { http_server: 'on', http_listen: '0.0.0.0', http_port: String(port) } : { http_server: 'off' }),
    'scheduler.base': '1',
    'scheduler.cap': String(retry),
    'json.escape_unicode': 'off',
    multiline_buffer_limit: '4M',
    'storage.path': `${stateFolder(scope)}/buffers`,
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

/** What parsers of services begin with. */
const LINE_PARSERS: readonly JsonObject[] = [
  { name: 'json', format: 'json' },
  { name: 'no-object', format: 'regex', regex: String.raw`/(?m)\A(?!\s*\{.*\}\s*\z)(?<platgen_text>.*)\z/`, skip_empty_values: 'off' },
]

/** How the agent follows files, wherever they are. */
function following({ logging }: LogScope): JsonObject {
  return {
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
  }
}

/** The files of the container that it runs beside. Printed by another one, they would be its standard output. */
export function filesSection(scope: LogScope, files: readonly ReadFile[]): JsonObject {
  return {
    parsers: LINE_PARSERS,
    pipeline: {
      inputs: files.map(({ container, path }) => ({
        name: 'tail',
        alias: container,
        path,
        tag: `line.${container}.file`,
        key: 'message',
        db: `${stateFolder(scope)}/${container}.db`,
        ...following(scope),
      })),
      filters: [{ name: 'modify', alias: 'text', match: 'line.*', add: 'stream stdout' }],
    },
  }
}

/** The files of the node. */
export function inputSection(scope: LogScope): JsonObject {
  const { logging, environment } = scope
  const state = stateFolder(scope)
  const docker = logging.runtime === 'docker'
  return {
    parsers: [
      ...LINE_PARSERS,
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
          ...following(scope),
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
export function othersSection({ lines }: LogScope): JsonObject {
  const names = lines.map(({ container }) => container)
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

const INSIDE = 'platgen_kubernetes.'
const CLOSED: JsonObject = {
  name: 'nest',
  alias: 'kubernetes-close',
  match: 'line.*',
  operation: 'nest',
  wildcard: `${INSIDE}*`,
  nest_under: 'kubernetes',
  remove_prefix: INSIDE,
}

/**
 * Which pod a line is of, once the program has had its say. The name of its file tells that, so that nobody has to be asked who may not answer: what
 * the API knows beyond it is missing from all records of a pod whose first line it was too busy for.
 */
export function kubernetesSection(): JsonObject {
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
        { name: 'nest', alias: 'kubernetes-open', match: 'line.*', operation: 'lift', nested_under: 'kubernetes', add_prefix: INSIDE },
        { name: 'modify', alias: 'kubernetes-host', match: 'line.*', set: `${INSIDE}host \${NODE_NAME}` },
        CLOSED,
      ],
    },
  }
}

/** The same of the pod that it runs in, which says so itself. */
export function podSection({ environment }: LogScope, files: readonly ReadFile[]): JsonObject {
  return {
    pipeline: {
      filters: [
        ...files.map(({ container }) => ({
          name: 'modify',
          alias: `kubernetes.${container}`,
          match: tagsOf(container),
          set: [
            `${INSIDE}container_name ${container}`,
            `${INSIDE}namespace_name ${environment.namespace}`,
            `${INSIDE}pod_name \${POD_NAME}`,
            `${INSIDE}host \${NODE_NAME}`,
          ],
        })),
        CLOSED,
      ],
    },
  }
}
