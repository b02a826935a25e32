import { type Family, familiesOf, isOptional, type Member, variantsOf } from '../../../engine/sdk.ts'
import { camel, type Path } from '../values/path.ts'
import { createSlots } from '../values/slots.ts'
import type { Context, Planning, Rule } from './context.ts'
import { field } from './field.ts'
import { createImages } from './image.ts'
import { hashedName, jobNameRule } from './job-name.ts'
import { kindOf } from './kinds.ts'
import { knob } from './knob.ts'
import { openMap } from './open-map.ts'
import { planPlace, switchOf } from './place.ts'
import { podRule } from './pod.ts'
import { replicas, scaledReplicas } from './replicas.ts'
import { merged, nested } from './rules.ts'
import type { Template } from './template.ts'
import { countKinds, haveOneEnvironment, mainReferences, objectSuffix, scales, type Workload, workloadsOf } from './workloads.ts'

/** One object of a chart. */
export interface PlannedObject {
  readonly family: Family
  readonly scope: Path
  /** The switch that it needs. */
  readonly isOn: Path | undefined
  readonly template: Template
}

/** What a chart says, before anything is printed. */
export interface ChartPlan {
  readonly objects: readonly PlannedObject[]
  readonly workloads: readonly Workload[]
  readonly planning: Planning
}

/** What one chart is planned from. */
export interface ChartRequest {
  /** What the names of its templates start with. */
  readonly chart: string
  /** The service or store; empty for the platform. */
  readonly owner: string
  /** What the objects of the owner are called; the platform's are called after the platform. */
  readonly stem: string
  readonly members: readonly Member[]
  /** Names that its values can't have at the top. */
  readonly taken: ReadonlySet<string>
  /** Names that no workload gives to a group of values. */
  readonly customary: ReadonlySet<string>
}

/** An object and everything that is known of it before its template is planned. */
interface Known {
  readonly family: Family
  readonly workload: Workload | undefined
  readonly scope: Path
  readonly isOn: Path | undefined
}

/** Generalises the objects of all environments to one chart: with the values of an environment its templates are exactly that environment's objects. */
export function planChart({ chart, owner, stem, members, taken, customary }: ChartRequest): ChartPlan {
  const families = familiesOf(members)
  const workloads = workloadsOf(families, owner, new Set([...taken, ...customary]))
  const main = mainReferences(workloads)
  const slots = createSlots(taken)
  const planning: Planning = {
    chart,
    namespaces: members.map(({ namespace }) => namespace),
    slots,
    images: createImages(slots, main),
    mainReferences: main,
    hasMain: workloads.some(({ scope }) => scope.length === 0),
    servicePorts: [],
    sharedVariables: { isOn: owner !== '' && haveOneEnvironment(workloads), home: undefined },
  }
  const counts = countKinds(families)
  const byFamily = new Map(workloads.map((workload) => [workload.family, workload]))
  const byName = new Map(workloads.flatMap((workload) => (workload.scope.length === 0 ? [] : [[workload.family.name, workload] as const])))
  const everywhere = variantsOf(members.map(() => true))
  const known = families.map((family): Known => {
    const workload = byFamily.get(family)
    const scope = workload?.scope ?? scopeOf(family, counts, byName, objectSuffix(family, stem, planning.namespaces))
    const context = contextFor(family, scope, undefined, planning)
    const { group, switch: name } = kindOf(family.kind)
    const isSwitched = name !== undefined || isOptional(family.place, everywhere)
    const switchScope = workload === undefined ? scope : scope.length === 0 ? [group] : scope
    return {
      family,
      workload,
      scope,
      isOn: isSwitched ? switchOf(family.place, everywhere, context, [[...switchScope, name ?? 'enabled']]) : undefined,
    }
  })

  const planned = new Map<Family, PlannedObject>()
  for (const { family, workload, scope, isOn } of [...known].sort((a, b) => order(a, workloads) - order(b, workloads))) {
    const context = contextFor(family, scope, ruleFor(family, workload, known), planning)
    const jobName = hashedName(family, context)
    planned.set(family, {
      family,
      scope,
      isOn,
      template: planPlace(family.place, jobName === undefined ? context : { ...context, jobName }),
    })
  }
  return {
    objects: families.flatMap((family) => planned.get(family) ?? []),
    workloads,
    planning,
  }
}

/** Whoever comes first gets the best names: workloads, then the Services that routes ask for. */
function order({ family, workload }: Known, workloads: readonly Workload[]): number {
  if (workload !== undefined) return workloads.indexOf(workload)
  return family.kind === 'Service' ? workloads.length : workloads.length + 1
}

/** `ingress`; `service.headless` where there are several of a kind; `v2.autoscaling` for what belongs to one of several workloads. */
function scopeOf(
  { kind, name }: Family,
  counts: ReadonlyMap<string, number>,
  workloads: ReadonlyMap<string, Workload>,
  suffix: string,
): Path {
  const { group } = kindOf(kind)
  const workload = workloads.get(name)
  if (workload !== undefined) return [...workload.scope, group]
  if (suffix === '' || counts.get(kind) === 1) return [group]
  return [group, camel(suffix)]
}

function contextFor({ kind, name }: Family, scope: Path, rule: Rule | undefined, planning: Planning): Context {
  return { planning, scope, name: scope, where: '', object: { kind, name }, of: `${kind} \`${name}\``, rule, isNamespace: false }
}

function ruleFor(family: Family, workload: Workload | undefined, known: readonly Known[]): Rule {
  const { annotations, spec, top } = kindOf(family.kind)
  const metadata = {
    labels: openMap({ type: 'labels', role: 'object', name: ['labels'], offers: false }),
    annotations:
      annotations === true
        ? knob({ name: ['annotations'], description: `Annotations of the ${family.kind}.`, blank: {} })
        : differentAnnotations,
    ...(family.kind === 'Namespace' ? { name: namespaceName } : {}),
    ...(family.kind === 'Job' ? { name: jobNameRule } : {}),
  }
  const rule: Rule = { below: { metadata: { below: metadata }, ...(spec === undefined ? {} : { spec: { below: spec } }), ...top } }
  return workload === undefined ? rule : merged(rule, workloadRule(workload, known))
}

function workloadRule(workload: Workload, known: readonly Known[]): Rule {
  const { kind } = workload.family
  const autoscaler = known.find((other) => other.isOn !== undefined && scales(other.family, workload))
  const number =
    autoscaler?.isOn === undefined
      ? replicas
      : scaledReplicas(autoscaler.family.place, field(autoscaler.family.place, 'spec', 'minReplicas'), autoscaler.isOn)
  const matchLabels = openMap({
    type: 'labels',
    role: 'selector',
    name: ['selector'],
    description: 'More labels of its pods.',
    offers: false,
  })
  const spec: Rule = {
    below: { spec: { below: { ...(COUNTED.includes(kind) ? { replicas: number } : {}), selector: { below: { matchLabels } } } } },
  }
  return merged(spec, nested(workload.podPath, podRule(workload)))
}

/** What has a number of pods. */
const COUNTED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout']

/** What only some environments have, or say differently: a judge's waiver, a description. */
const differentAnnotations = openMap({
  type: 'map',
  name: ['annotations'],
  offers: false,
  isValue: (_key, part) => !part.agrees,
  keptName: (key) => ['annotations', key],
})

/** A Namespace is called as the namespace. */
const namespaceName: Rule = {
  entry: (key, part, _whole, context) =>
    part === undefined ? undefined : { key, template: planPlace(part, { ...context, rule: undefined, isNamespace: true }) },
}
