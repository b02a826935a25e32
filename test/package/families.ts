import fc from 'fast-check'
import type { KubernetesObject } from '../../engine/render/artifact.ts'
import type { Json } from '../../engine/source/source.ts'
import { nastyText } from '../emit/nasty.ts'

/** What Helm's template engine, or its handling of values, could take for something else. */
const HELMISH = [
  '{{ .Values.x }}',
  '{{',
  '{{{',
  '}}',
  '{{- end }}',
  '{{/*',
  '<no value>',
  'a <no value> b',
  '<no',
  '%s',
  '%[1]s',
  'shop',
  'shop-dev',
  'orders.shop.svc:80',
  'a\n\n',
  '1000000',
  '"',
  '$x',
]

const text = () =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...HELMISH) },
    { weight: 3, arbitrary: nastyText() },
    { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'true', '1') },
  )
/** Longer keys are none that Kubernetes takes, and JSON in YAML cannot have them. */
const LONGEST_KEY = 300
const whole = (value: string) => !/\p{Surrogate}/u.test(value)
const number = () => fc.constantFrom(0, 1, -1, 80, 1_000_000, 123_456_789, 2 ** 53 - 1, 1e21, 0.1, 1.5, -2.25, 1e-7)
const scalar = (): fc.Arbitrary<Json> => fc.oneof(text().filter(whole), number(), fc.boolean())
const key = () =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'name', 'namespace', 'port', 'labels', 'env', 'image') },
    { weight: 1, arbitrary: text().filter((name) => whole(name) && name.length <= LONGEST_KEY) },
  )

function define(entries: readonly (readonly [string, Json])[]): Json {
  const map: Record<string, Json> = {}
  for (const [name, value] of entries) Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true })
  return map
}

const named = (item: fc.Arbitrary<Json>) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom('x', 'y', 'z', '{{'), item), { selector: ([name]) => name, maxLength: 3 })
    .map((items) => items.map(([name, value]) => ({ name, value })))

const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar(),
    fc.array(fc.tuple(key(), tie('tree')), { maxLength: 4 }).map(define),
    fc.array(tie('tree'), { maxLength: 3 }),
    named(tie('tree')),
  ),
}))

/** A variant of a value, for another environment: mostly the same. */
function vary(value: Json, choices: fc.Random, fresh: () => Json): Json {
  const chance = choices.nextInt(0, 19)
  if (chance === 0) return fresh()
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => vary(item, choices, fresh))
    if (chance === 1) return items.slice(1)
    if (chance === 2) return [...items].reverse()
    return chance === 3 ? [...items, fresh()] : items
  }
  if (typeof value !== 'object' || value === null) return chance < 5 ? fresh() : value
  const entries = Object.entries(value).flatMap(([name, part]): (readonly [string, Json])[] =>
    choices.nextInt(0, 11) === 0 ? [] : [[name, vary(part, choices, fresh)]],
  )
  return define(chance === 1 ? [...entries, ['added', fresh()]] : entries)
}

const KINDS = [
  'Thing',
  'ConfigMap',
  'Service',
  'Ingress',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'NetworkPolicy',
  'HTTPRoute',
]

/** Values that stand where renderers put them, so that what is known of such places meets them. */
const plausible = (): fc.Arbitrary<Json> => {
  const maybe = (value: fc.Arbitrary<Json>) => fc.option(value, { nil: undefined })
  const map = () => fc.array(fc.tuple(key(), text().filter(whole)), { maxLength: 3 }).map(define)
  const record = (fields: { readonly [name: string]: fc.Arbitrary<Json> }) =>
    fc
      .record(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, maybe(value)])))
      .map((made) => define(Object.entries(made).filter((entry): entry is [string, Json] => entry[1] !== undefined)))
  const variable = fc.oneof(
    record({ value: text().filter(whole) }),
    record({ valueFrom: tree }),
    record({ value: scalar(), other: scalar() }),
  )
  const container = fc
    .tuple(
      record({
        resources: tree,
        imagePullPolicy: text().filter(whole),
        livenessProbe: tree,
        env: fc
          .uniqueArray(fc.tuple(fc.constantFrom('A', 'B', 'C.d', '{{'), variable), { selector: ([name]) => name, maxLength: 4 })
          .map((all) => all.map(([name, rest]) => ({ name, ...(rest as object) }))),
        volumeMounts: named(tree),
      }),
      fc.oneof(
        fc.constantFrom<Json>(
          'registry.example.com:5000/a/b:1.0.0',
          'nginx',
          `nginx:1@sha256:${'0'.repeat(64)}`,
          `nginx@sha256:${'1'.repeat(64)}`,
        ),
        scalar(),
      ),
    )
    .map(([rest, image]) => ({ ...(rest as object), image }))
  const containers = fc
    .uniqueArray(fc.tuple(fc.constantFrom('orders', 'side', 'x'), container), { selector: ([name]) => name, minLength: 1, maxLength: 3 })
    .map((all) => all.map(([name, rest]) => ({ name, ...rest })))
  const pod = record({
    metadata: record({ labels: map(), annotations: map() }),
    spec: fc
      .tuple(containers, record({ nodeSelector: map(), tolerations: tree, volumes: named(tree), initContainers: containers }))
      .map(([all, rest]) => ({ containers: all, ...(rest as object) })),
  })
  const rules = fc.array(record({ host: text().filter(whole), http: tree }), { maxLength: 3 })
  return record({
    replicas: scalar(),
    selector: fc.oneof(record({ matchLabels: map() }), map()),
    template: pod,
    type: text().filter(whole),
    ports: named(tree).chain((items) =>
      fc
        .array(number(), { minLength: items.length, maxLength: items.length })
        .map((ports) => items.map((item, index) => ({ ...item, port: ports[index] ?? 0 }))),
    ),
    rules: fc.oneof(rules, tree),
    tls: tree,
    minReplicas: scalar(),
    metrics: tree,
    scaleTargetRef: fc.constant({ kind: 'Deployment', name: 'orders' }),
    hostnames: fc.array(text().filter(whole), { maxLength: 2 }),
  })
}

/** One object in some environments, not all of which may have it. */
export const family = (index: number, namespaces: readonly string[]): fc.Arbitrary<readonly (KubernetesObject | undefined)[]> =>
  fc
    .tuple(
      fc.constantFrom(...KINDS),
      fc.record({
        spec: fc.oneof(plausible(), tree),
        data: fc.oneof(fc.array(fc.tuple(key(), text().filter(whole)), { maxLength: 3 }).map(define), tree),
        labels: fc.array(fc.tuple(key(), text().filter(whole)), { maxLength: 3 }).map(define),
        annotations: fc.array(fc.tuple(key(), text().filter(whole)), { maxLength: 3 }).map(define),
      }),
      fc.array(tree, { minLength: 4, maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      fc.constantFrom(7, 7, 7, 7, 1, 2, 3, 4, 5, 6),
    )
    .map(([kind, { spec, data, labels, annotations }, extra, stream, present]) => {
      const choices = {
        nextInt: (low: number, high: number) => low + ((stream.next().value ?? 0) % (high - low + 1)),
      } as unknown as fc.Random
      const fresh = () => extra[choices.nextInt(0, extra.length - 1)] ?? 'x'
      return namespaces.map((namespace, environment): KubernetesObject | undefined => {
        if ((present & (1 << environment)) === 0) return undefined
        const different = (value: Json) => (environment === 0 ? value : vary(value, choices, fresh))
        const texts = (value: Json) => {
          const other = different(value)
          return typeof other === 'object'
            ? define(Object.entries(other ?? {}).map(([name, item]) => [name, typeof item === 'string' ? item : 'other']))
            : value
        }
        return {
          apiVersion: 'example.com/v1',
          kind,
          metadata: {
            name: `thing-${index}`,
            namespace,
            labels: texts(labels),
            annotations: texts(annotations),
          } as KubernetesObject['metadata'],
          spec: different(spec),
          data: different(data),
        }
      })
    })
