import type { JsonObject, KubernetesObject, Model } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { joined } from '../_shared/names.ts'
import { application, applicationName } from './application.ts'
import type { Options } from './options.ts'
import type { Unit } from './units.ts'

const WAVE = 'platgen.dev/wave'

/**
 * All Applications of an environment as one list, synchronised wave by wave. What they have in common stands once, in the template.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Progressive-Syncs/
 */
export function applicationSet(units: readonly Unit[], project: string, model: Model, options: Options): KubernetesObject {
  const [first] = units
  if (first === undefined) throw new Error('an environment without anything to apply')
  const { metadata, spec } = application(first, project, model, options) as KubernetesObject & {
    readonly spec: JsonObject & { readonly source: JsonObject; readonly syncPolicy: JsonObject }
  }
  const { automated: _automated, ...syncPolicy } = spec.syncPolicy
  const waves = [...new Set(units.map(({ wave }) => wave))].sort((a, b) => a - b)
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {
      name: joined(model.platform.name, model.environment.name),
      namespace: options.namespace,
      labels: { ...platformLabels(model), 'platgen.dev/environment': model.environment.name },
    },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        { list: { elements: units.map((unit) => ({ name: applicationName(unit, model), wave: String(unit.wave), ...fields(unit) })) } },
      ],
      strategy: {
        type: 'RollingSync',
        rollingSync: { steps: waves.map((wave) => ({ matchExpressions: [{ key: WAVE, operator: 'In', values: [String(wave)] }] })) },
      },
      template: {
        metadata: { name: '{{.name}}', namespace: options.namespace, labels: { ...metadata.labels, [WAVE]: '{{.wave}}' } },
        // The set decides when; an Application that synchronises itself would not wait for its wave.
        spec: { ...spec, source: { ...spec.source, ...placeholders(first) }, syncPolicy },
      },
    },
  }
}

interface Source {
  readonly path?: string
  readonly directory?: { readonly include: string }
  readonly helm?: { readonly releaseName: string; readonly valueFiles: readonly string[] }
}

/** In what the sources of an environment differ. */
function fields({ source }: Unit): JsonObject {
  const { path, directory, helm } = source as Source
  if (directory !== undefined) return { include: directory.include }
  return helm === undefined ? {} : { path: path ?? '', release: helm.releaseName }
}

function placeholders({ source }: Unit): JsonObject {
  const { directory, helm } = source as Source
  if (directory !== undefined) return { directory: { include: '{{.include}}' } }
  return helm === undefined ? {} : { path: '{{.path}}', helm: { releaseName: '{{.release}}', valueFiles: helm.valueFiles } }
}
