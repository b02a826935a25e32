import { isList, isMap, isOptional, open, type Variants } from '../../../engine/sdk.ts'
import { camel, type Path } from '../values/path.ts'
import type { Context, Rule } from './context.ts'
import { field } from './field.ts'
import { imageRule, pullPolicyRule } from './image.ts'
import { knob } from './knob.ts'
import { listWithMore } from './list-with-more.ts'
import { openMap } from './open-map.ts'
import { optionalEntry, planPlace, switchOf } from './place.ts'
import type { Entry, Item } from './template.ts'
import { variablesRule } from './variables.ts'
import type { Workload } from './workloads.ts'

/** Where a workload's pods are said: `['spec', 'template']`. The first map with containers, whatever the kind: also those that are not invented yet. */
export function podPath(object: unknown, path: Path = []): Path | undefined {
  if (!isMap(object as never) || path.length > 4) return undefined
  const map = object as { readonly [key: string]: unknown }
  if (isMap(map.spec as never) && isList((map.spec as { readonly containers?: never }).containers)) return path
  for (const key of ['spec', 'template', 'jobTemplate', ...Object.keys(map).sort()]) {
    const found = Object.hasOwn(map, key) ? podPath(map[key], [...path, key]) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** The rule for the pod template of a workload. Only one that runs for long offers what it has not. */
export function podRule({ container, family }: Pick<Workload, 'container' | 'family'>): Rule {
  const offers = family.kind !== 'Job'
  return {
    isSilent: true,
    below: {
      metadata: {
        isSilent: true,
        below: {
          annotations: openMap({
            type: 'map',
            name: ['podAnnotations'],
            description: 'Annotations of the pods.',
            offers,
            isValue: (key) => !key.includes('checksum'),
            keptName: (key) => ['checksums', camel(key.slice(key.indexOf('/') + 1))],
          }),
          labels: openMap({ type: 'labels', role: 'pod', name: ['podLabels'], description: 'More labels of the pods.', offers }),
        },
      },
      spec: {
        isSilent: true,
        below: {
          ...PLACEMENT,
          initContainers: containersRule('initContainers', undefined, offers),
          containers: containersRule('sidecars', container, offers),
          volumes: listWithMore(['extraVolumes'], 'More volumes of the pods.', offers, (key) => ['volumes', camel(key), 'enabled']),
        },
      },
    },
  }
}

/** Where pods run, and how they end: one word for all pods of a chart, as long as they agree. */
const PLACEMENT: { readonly [key: string]: Rule } = {
  imagePullSecrets: knob({ name: ['imagePullSecrets'], description: 'Secrets that images are pulled with.', blank: [], share: true }),
  nodeSelector: knob({ name: ['nodeSelector'], description: 'Labels that a node must have.', blank: {}, share: true }),
  tolerations: knob({ name: ['tolerations'], description: 'Taints of nodes that the pods bear.', blank: [], share: true }),
  affinity: knob({
    name: ['affinity'],
    description: 'Which nodes, and which other pods, the pods like to be near.',
    blank: {},
    share: true,
  }),
  topologySpreadConstraints: knob({ name: ['topologySpreadConstraints'], description: 'How the pods spread over nodes and zones.' }),
  priorityClassName: knob({
    name: ['priorityClassName'],
    description: 'What the pods are worth when there is not enough room.',
    share: true,
  }),
  terminationGracePeriodSeconds: knob({
    name: ['terminationGracePeriodSeconds'],
    description: 'Seconds between the request to stop and the end.',
    share: true,
  }),
}

/** A list of containers: the main one's values stand at the top, those of the others below its name. */
function containersRule(group: string, main: string | undefined, offers: boolean): Rule {
  return {
    entry(key, part, whole, context): Entry | undefined {
      if (part === undefined) return undefined
      const inside = open(part)
      if (inside.type !== 'list' || !inside.items.some(({ part: item }) => !isOptional(item, part)))
        return isOptional(part, whole)
          ? optionalEntry(key, part, context)
          : { key, template: planPlace(part, { ...context, rule: undefined }) }
      const items: Item[] = inside.items.map(({ key: name, part: item }) => {
        const isMain = name === main
        const scope = isMain ? context.scope : [...context.scope, group, camel(name)]
        const inner: Context = {
          ...context,
          scope,
          name: scope,
          where: `${context.where}[${name}]`,
          of: `container \`${name}\` of the ${context.of}`,
          rule: { below: containerRules(isMain, isMain && offers) },
        }
        const template = planPlace(item, { ...inner, where: '' })
        return isOptional(item, part) ? { template, when: { test: 'true', path: switchOf(item, part, inner) } } : { template }
      })
      const entry = { key, template: { type: 'list', items } } as const
      return isOptional(part, whole) ? { ...entry, when: { test: 'true', path: switchOf(part, whole, context) } } : entry
    },
  }
}

function containerRules(isMain: boolean, offers: boolean): { readonly [key: string]: Rule } {
  const probe = (key: string, description: string) => knob({ name: [key], description })
  return {
    image: imageRule,
    imagePullPolicy: pullPolicyRule,
    env: variablesRule(isMain),
    resources: knob({
      name: ['resources'],
      description: 'What the container asks for, and what it may use at most.',
      ...(offers ? { blank: {} } : {}),
    }),
    livenessProbe: probe('livenessProbe', 'How Kubernetes finds out that the container has to be started again.'),
    readinessProbe: probe('readinessProbe', 'How Kubernetes finds out that the container can take requests.'),
    startupProbe: probe('startupProbe', 'How Kubernetes finds out that the container has started.'),
    ...(isMain
      ? { volumeMounts: listWithMore(['extraVolumeMounts'], 'More volumes that the container mounts.', offers, mountSwitch) }
      : {}),
  }
}

/** A mount is there when its volume is. */
function mountSwitch(key: string, part: Variants): Path {
  const volume = field(part, 'name').values.find((value) => value !== undefined)
  return ['volumes', camel(typeof volume === 'string' ? volume : key), 'enabled']
}
