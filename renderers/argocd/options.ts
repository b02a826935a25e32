import type { JsonObject } from '../../engine/sdk.ts'

/** Where Argo CD finds what was rendered, and when it applies it. */
export interface Options {
  readonly repository: string
  readonly revision: string
  readonly path: string
  readonly source: 'manifests' | 'kustomize' | 'helm' | 'plugin'
  readonly form: 'applications' | 'applicationset'
  readonly namespace: string
  readonly project: string
  readonly sync: 'automatic' | 'before-production' | 'manual'
  readonly platform: string
  readonly image: string
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ */
export const options: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['repository'],
  properties: {
    repository: {
      description: 'URL of the Git repository that holds what is rendered (with `source: plugin`, platform.yaml).',
      type: 'string',
      minLength: 1,
    },
    revision: { description: 'Branch, tag or commit that is followed.', type: 'string', minLength: 1, default: 'HEAD' },
    path: { description: 'The output folder, from the root of the repository.', type: 'string', pattern: '^[^/]', default: 'out' },
    source: {
      description:
        'What is applied: `manifests` (an Application for each service and store), `kustomize` (one for each environment), `helm` (as the charts are laid out), or `plugin`: platgen itself, run by Argo CD, so that no output has to be committed.',
      type: 'string',
      enum: ['manifests', 'kustomize', 'helm', 'plugin'],
      default: 'manifests',
    },
    form: {
      description:
        '`applications`: each is a file, below one that holds them. `applicationset`: one list for each environment, whose members are synchronised wave by wave (`RollingSync`, which Argo CD has to have switched on).',
      type: 'string',
      enum: ['applications', 'applicationset'],
      default: 'applications',
    },
    namespace: { description: 'Namespace of Argo CD.', type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', default: 'argocd' },
    project: {
      description: 'Name of the AppProject, which may do exactly what this platform needs. Empty for the name of the platform.',
      type: 'string',
      pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$',
      default: '',
    },
    sync: {
      description:
        'Whether what is committed is applied without a word: in every environment, in those that are not production, or in none.',
      type: 'string',
      enum: ['automatic', 'before-production', 'manual'],
      default: 'before-production',
    },
    platform: {
      description: 'With `source: plugin`: the folder of platform.yaml, from the root of the repository.',
      type: 'string',
      pattern: '^[^/]',
      default: '.',
    },
    image: {
      description: 'With `source: plugin`: an image with platgen in it, for the container beside the repo server.',
      type: 'string',
      default: '',
    },
  },
}
