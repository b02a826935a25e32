import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { byteCount } from '../../kinds/bytes.ts'
import type { Model, SearchOutput } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const aboveDisk = defineDiagnostic<{ output: string; needs: string; has: string }>({
  code: 'check/log-retention-above-disk',
  severity: 'error',
  message: ({ output, needs, has }) => `what \`${output}\` is told to keep needs ${needs}, and its disks hold ${has}`,
  note: () =>
    'From `logs.perDay`, `keep` and `copies`, with a fifth of the disks left free, without which a node takes no more. Keep less, or give it more `storage`.',
})

export const searchOfNobody = defineDiagnostic<{ search: string; service: string; output: string }>({
  code: 'check/log-search-of-nobody',
  severity: 'error',
  message: ({ search, service, output }) => `search \`${search}\` looks for records of \`${service}\`, which sends none to \`${output}\``,
  note: () => 'It would look into indices that nobody writes, and always be empty.',
})

export const viewOfNobody = defineDiagnostic<{ view: string; pattern: string; output: string; known: readonly string[] }>({
  code: 'check/log-view-of-nobody',
  severity: 'error',
  message: ({ view, pattern, output }) =>
    `view \`${view}\` shows indices of \`${pattern}\`, and nobody of that name writes to \`${output}\``,
  note: ({ known }) =>
    known.length === 0 ? 'Nobody writes there.' : `Those who write there: ${known.map((name) => `\`${name}\``).join(', ')}.`,
})

export const evenMasters = defineDiagnostic<{ output: string; replicas: number }>({
  code: 'check/log-even-masters',
  severity: 'error',
  message: ({ output, replicas }) => `the cluster of \`${output}\` has ${replicas} nodes, so that half of them are no majority`,
  note: () => 'An even number stands as little as one less: say 1, 3 or 5.',
})

export const keptByNobody = defineDiagnostic<{ service: string }>({
  code: 'check/log-keep-without-effect',
  severity: 'error',
  message: ({ service }) => `\`keep\` of \`${service}\` has no effect: none of its outputs keeps records for a time`,
  note: () => 'Elasticsearch and OpenSearch delete what is old. Of a bucket or a topic, whoever owns it says so.',
})

const DAY = 86_400
/** Above this share of its disk a node takes no more shards. https://www.elastic.co/guide/en/elasticsearch/reference/8.19/modules-cluster.html#disk-based-shard-allocation */
const FULL = 0.8

/** How long records are kept, and whether there is room; and searches for what is there. */
export const logRetention: Rule = {
  model({ model, report }) {
    const { agent, outputs } = model.logging
    if (agent === 'none') return
    const searched = outputs.filter((output): output is SearchOutput => output.type === 'elasticsearch' || output.type === 'opensearch')
    for (const { name, logs, component } of Object.values(model.services))
      if (component === undefined && logs.keep !== undefined && !searched.some((output) => logs.to.includes(output.name)))
        report(keptByNobody, atKey(model, 'services', name, 'logs', 'keep'), { service: name })
    for (const output of searched) {
      const path = ['logging', 'to', output.name, output.type]
      for (const [search, { services }] of Object.entries(output.searches))
        for (const [index, service] of services.entries())
          if (model.services[service]?.logs.to.includes(output.name) === false)
            report(searchOfNobody, at(model, ...path, 'searches', search, 'services', index), { search, service, output: output.name })
      const known = writers(output, model)
      for (const [view, patterns] of Object.entries(output.views))
        for (const [index, pattern] of patterns.entries()) {
          const matches = new RegExp(`^${pattern.replaceAll('*', '.*')}$`)
          if (!known.some((name) => matches.test(name)))
            report(viewOfNobody, at(model, ...path, 'views', view, 'services', index), { view, pattern, output: output.name, known })
        }
      const { run } = output
      if (run === undefined) continue
      if (run.replicas > 1 && run.replicas % 2 === 0)
        report(evenMasters, at(model, ...path, 'run', 'replicas'), { output: output.name, replicas: run.replicas })
      const needs = bytesKept(output, model)
      const has = FULL * run.replicas * byteCount(run.storage)
      if (needs > has)
        report(
          aboveDisk,
          at(model, ...path, 'run', 'storage'),
          { output: output.name, needs: gibibytes(needs), has: gibibytes(has) },
          writtenAt(model, ...path, 'keep') === undefined
            ? {}
            : { related: [{ message: 'how long records are kept', place: at(model, ...path, 'keep') }] },
        )
    }
  },
}

/** Who has an index there: services that send to it, and all containers that nobody described. */
function writers(output: SearchOutput, { services, mesh }: Model): readonly string[] {
  const own = Object.values(services).flatMap(({ name, logs, component, sidecars }) => [
    ...(component !== undefined || logs.to.includes(output.name) ? [name] : []),
    ...sidecars.map((sidecar) => sidecar.name).filter((sidecar) => !logs.files.some(({ container }) => container === sidecar)),
  ])
  return [...new Set([...own, ...(mesh.provider === 'istio' ? ['istio-proxy'] : []), 'dead-letters'])]
}

/** What services that say how much they write keep there. */
function bytesKept(output: SearchOutput, { services }: Model): number {
  let sum = 0
  for (const { logs } of Object.values(services)) {
    const keep = logs.keep ?? output.keep
    if (logs.perDay !== undefined && keep !== undefined && logs.to.includes(output.name))
      sum += logs.perDay * (keep / DAY + 1) * (1 + output.copies)
  }
  return sum
}

function gibibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 30)}Gi`
}
