import { type Bundle, type FileArtifact, withoutHash } from '../../../engine/sdk.ts'
import { baseEnvironment } from '../../_shared/base-environment.ts'
import { type ChartPlan, type PlannedObject, planChart } from '../plan/chart-plan.ts'
import { kindOf } from '../plan/kinds.ts'
import { countKinds, namespaceText, objectSuffix } from '../plan/workloads.ts'
import { opening } from '../print/expression.ts'
import { NO_LABELS, namedLabels } from '../print/labels.ts'
import { labelTexts, mapLines, type Printing } from '../print/template.ts'
import { CUSTOMARY, LAST, TAKEN, type Tree, treeOf } from '../values/tree.ts'
import { type ConnectionTest, connectionTest, testFile } from './connection-test.ts'
import { filled } from './files.ts'
import { helpers } from './named-templates.ts'
import { type Address, addressesOf } from './notes.ts'

/** The templates of a chart and its values: what follows from the objects alone. */
export interface Content {
  /** Names of the environments, in the order of the values of a slot. */
  readonly environments: readonly string[]
  /** The environment whose words values.yaml repeats. */
  readonly base: number
  readonly plan: ChartPlan
  readonly tree: Tree
  readonly templates: readonly FileArtifact[]
  readonly addresses: readonly Address[]
  readonly test: ConnectionTest | undefined
  /** Where what it is about runs, as a template says it. */
  readonly namespace: string
}

/** Generalises a bundle. `stem` is what its objects are called after, `chart` what the chart's own templates are. */
export function contentOf(bundle: Bundle, chart: string, stem: string, taken: ReadonlySet<string>): Content {
  const members = bundle.environments.map(({ model: { environment }, objects }) => ({
    namespace: environment.namespace,
    domain: environment.domain,
    objects,
  }))
  const plan = planChart({
    chart,
    owner: bundle.owner,
    stem,
    members,
    taken: new Set([...TAKEN, ...taken]),
    customary: new Set([...CUSTOMARY, ...LAST]),
  })
  const { objects, planning } = plan
  const main = objects.find(({ family }) => family === plan.workloads.find(({ scope }) => scope.length === 0)?.family)
  const plain: Printing = { chart, labels: NO_LABELS, root: '.', column: 0 }
  const labels = namedLabels(objects, main, (map) => labelTexts(map, plain))
  const commonLabels =
    labels.common.length > 0 &&
    planning.slots.claim({
      wanted: [['commonLabels']],
      form: 'whole',
      presence: 'filled',
      values: planning.namespaces.map(() => undefined),
      blank: {},
      description: 'More labels of every object.',
    })
  const test = bundle.owner === '' ? undefined : connectionTest(objects, planning)
  const slots = planning.slots.list()
  const hasImages = slots.some(({ path }) => path.at(-1) === 'repository')
  return {
    environments: bundle.environments.map(({ model }) => model.environment.name),
    base: baseEnvironment(bundle.environments.map(({ model }) => model)),
    plan,
    tree: treeOf(slots, planning.slots.groups()),
    templates: [
      helpers(
        chart,
        labels,
        { images: hasImages, jobNames: objects.some(({ family }) => family.kind === 'Job' && withoutHash(family.name) !== family.name) },
        planning.images.main,
        commonLabels === false ? [] : commonLabels.path,
      ),
      ...objectFiles(objects, stem, planning.namespaces, { chart, labels, root: '.', column: 0 }),
      ...(test === undefined ? [] : [testFile(test)]),
    ],
    addresses: addressesOf(objects, slots),
    test,
    namespace: main === undefined ? '{{ .Release.Namespace }}' : namespaceText(main.family, planning.namespaces),
  }
}

/** One file for each object, named after its kind. */
function objectFiles(objects: readonly PlannedObject[], stem: string, namespaces: readonly string[], printing: Printing): FileArtifact[] {
  const taken = new Set<string>()
  const counts = countKinds(objects.map(({ family }) => family))
  return objects.map((object) => {
    const path = `templates/${fileName(object, counts, objectSuffix(object.family, stem, namespaces), taken)}.yaml`
    const lines = template(object, printing)
    return filled(path, object.isOn === undefined ? lines : [opening({ test: 'true', path: object.isOn }, '.'), ...lines, '{{- end }}'])
  })
}

function template({ template: root }: PlannedObject, printing: Printing): string[] {
  if (root.type !== 'map') throw new Error('an object is a map')
  return mapLines(root.entries, printing)
}

/** `deployment`, `network-policy-default-deny`. */
function fileName({ family }: PlannedObject, counts: ReadonlyMap<string, number>, named: string, taken: Set<string>): string {
  const kind = kindOf(family.kind).file ?? dashed(family.kind)
  const suffix = named.replace(/[^a-z0-9-]+/g, '-')
  const wanted = suffix === '' || counts.get(family.kind) === 1 ? kind : `${kind}-${suffix}`
  let name = wanted
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`
  taken.add(name)
  return name
}

/** `NetworkPolicy` → `network-policy`, `HTTPRoute` → `http-route`. */
function dashed(kind: string): string {
  return kind
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
}
