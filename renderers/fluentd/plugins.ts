import type { Model } from '../../engine/sdk.ts'

/** A gem of the image, with the versions that know every parameter that is rendered. */
export interface Gem {
  readonly name: string
  readonly version: string
}

const ALWAYS: readonly Gem[] = [
  { name: 'fluentd', version: '~> 1.19.3' },
  { name: 'oj', version: '~> 3.16' },
  { name: 'fluent-plugin-concat', version: '~> 2.5' },
  { name: 'fluent-plugin-detect-exceptions', version: '~> 0.0.16' },
  { name: 'fluent-plugin-kubernetes_metadata_filter', version: '~> 3.8' },
  { name: 'fluent-plugin-prometheus', version: '~> 2.2' },
  { name: 'fluent-plugin-record-modifier', version: '~> 2.2' },
  { name: 'fluent-plugin-rewrite-tag-filter', version: '~> 2.4' },
]

const BY_OUTPUT: { readonly [type: string]: readonly Gem[] } = {
  elasticsearch: [
    { name: 'elasticsearch', version: '~> 8.0' },
    { name: 'fluent-plugin-elasticsearch', version: '~> 5.4' },
  ],
  opensearch: [{ name: 'fluent-plugin-opensearch', version: '~> 1.1' }],
  kafka: [{ name: 'fluent-plugin-kafka', version: '~> 0.19.5' }],
  s3: [{ name: 'fluent-plugin-s3', version: '~> 1.8' }],
  loki: [{ name: 'fluent-plugin-grafana-loki', version: '~> 1.2' }],
  file: [],
}

/** Every plugin that some environment names, each once. */
export function gemfile(models: readonly Model[]): readonly Gem[] {
  const used = models.filter(({ logging }) => logging.agent === 'fluentd' && logging.outputs.length > 0)
  if (used.length === 0) return []
  const types = new Set(used.flatMap(({ logging }) => logging.outputs.map(({ type }) => type)))
  return [
    ...ALWAYS,
    ...Object.keys(BY_OUTPUT).flatMap((type) => (([...types] as readonly string[]).includes(type) ? (BY_OUTPUT[type] ?? []) : [])),
  ]
}

/** https://github.com/fluent/fluentd-kubernetes-daemonset: one image for each kind of output; files need no plugin. */
const PUBLISHED: { readonly [type: string]: string } = {
  elasticsearch: 'docker.io/fluent/fluentd-kubernetes-daemonset:v1.19.3-debian-elasticsearch8-1.1',
  opensearch: 'docker.io/fluent/fluentd-kubernetes-daemonset:v1.19.3-debian-opensearch-1.1',
  kafka: 'docker.io/fluent/fluentd-kubernetes-daemonset:v1.19.3-debian-kafka2-1.1',
  s3: 'docker.io/fluent/fluentd-kubernetes-daemonset:v1.19.3-debian-s3-1.1',
}

/** The published image that has every plugin of an environment, if there is one. */
export function publishedImage({ logging }: Model): string | undefined {
  const kinds = [...new Set(logging.outputs.map(({ type }) => type))].filter((type) => type !== 'file')
  if (kinds.length > 1) return undefined
  return PUBLISHED[kinds[0] ?? 'elasticsearch']
}
