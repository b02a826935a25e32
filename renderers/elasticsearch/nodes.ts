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

/** The step that lets a node map enough memory. */
export function kernelStep({ kernel }: SearchCluster): readonly JsonObject[] {
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
