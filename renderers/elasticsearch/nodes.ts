import type { JsonObject, Model, SearchCluster } from '../../engine/sdk.ts'

/** What Lucene's mapped files need. https://www.elastic.co/guide/en/elasticsearch/reference/8.19/vm-max-map-count.html */
const MAPS = '262144'

/** The nodes of a cluster: their names, where each is found, and the domain that all of them are in. */
export function nodesOf(
  { service, replicas }: SearchCluster,
  { logging }: Model,
): { readonly names: readonly string[]; readonly hosts: readonly string[]; readonly domain: string } {
  const domain = `${service}-headless.${logging.namespace}`
  const names = Array.from({ length: replicas }, (_none, index) => `${service}-${index}`)
  return { names, hosts: names.map((node) => `${node}.${domain}`), domain }
}

/** What a node is in either program, below its home folder: a member with data, and a copy of its configuration that it may write a keystore and users to. */
export function nodeWords(run: SearchCluster, home: string): JsonObject {
  const { service, replicas } = run
  return {
    description: 'Keeps logs, and finds them again.',
    kind: 'StatefulSet',
    image: run.image,
    volumes: {
      data: { mount: `${home}/data`, size: run.storage, ...(run.class === undefined ? {} : { class: run.class }) },
      config: { mount: `${home}/config`, empty: '16Mi' },
      certificates: { mount: `${home}/config/certs`, secret: run.certificate, readOnly: true },
    },
    writable: { [`${home}/logs`]: '256Mi', '/tmp': '256Mi' },
    init: [...kernelStep(run), { name: 'config', command: ['sh', '-c', `cp -R ${home}/config/. /config/`], mounts: { config: '/config' } }],
    calls: replicas === 1 ? {} : { [service]: { ports: ['tcp-transport'] } },
    replicas,
    rollout: { podManagement: 'Parallel' },
    lifecycle: { grace: '2m' },
    resources: { ...(run.resources as unknown as JsonObject), storage: '1Gi' },
    placement: run.placement as unknown as JsonObject,
  }
}

/** The step that lets a node map enough memory. */
function kernelStep({ kernel }: SearchCluster): readonly JsonObject[] {
  if (!kernel) return []
  return [
    {
      name: 'kernel',
      command: ['sh', '-c', `test "$(cat /proc/sys/vm/max_map_count)" -ge ${MAPS} || echo ${MAPS} > /proc/sys/vm/max_map_count`],
      security: { user: 0, group: 0, privileged: true },
    },
  ]
}

/** What a cluster does without. */
export function waiversOf({ replicas, kernel }: SearchCluster): JsonObject {
  return {
    ...(replicas === 1 ? { replicas: 'It is a cluster of one.' } : {}),
    ...(kernel
      ? { privileged: 'A step before the start lets the node map enough memory.', root: 'A step before the start sets up the kernel.' }
      : {}),
  }
}
