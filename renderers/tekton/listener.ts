import type { Model } from '../../engine/sdk.ts'
import type { Deployment } from '../_shared/pipeline/deployment.ts'
import type { Pipeline } from '../_shared/pipeline/pipeline.ts'
import { refExpression, refsOf } from '../_shared/pipeline/reach.ts'
import { celString } from '../_shared/quote/cel.ts'
import { clusterMeta, objectMeta } from './metadata.ts'
import { PARAMS, type ParamName } from './params.ts'
import { type RunOf, tektonRun } from './run.ts'
import { credentials } from './task.ts'

type Git = NonNullable<Model['delivery']['git']>

/** One kind of event of a server: which it is, when it counts, and where it says what a run has to know. Expressions of CEL. */
interface Event {
  readonly name: 'push' | 'change'
  readonly types: readonly string[]
  readonly when: string
  readonly says: { readonly [Name in ParamName]: string }
}

/**
 * What listens to the webhooks of a repository and starts the runs of all pipelines. A push counts when its branch or tag is deployed somewhere, and a
 * pull request of the repository itself is checked; whoever makes one from a fork would get to the secrets of a build. https://tekton.dev/docs/triggers/
 */
export function listener(pipelines: readonly Pipeline[], runs: readonly RunOf[], model: Model, git: Git): readonly object[] {
  const name = model.platform.name
  const template = {
    apiVersion: 'triggers.tekton.dev/v1beta1',
    kind: 'TriggerTemplate',
    metadata: objectMeta(name, model),
    spec: {
      params: PARAMS.map(({ name: param, description }) => ({ name: param, description })),
      resourcetemplates: runs.map((one) => tektonRun(one, model, (param) => `$(tt.params.${param})`)),
    },
  }
  const events = EVENTS[git.server](pushed(pipelines.flatMap(({ deployments }) => deployments)))
  return [
    ...account(model),
    template,
    {
      apiVersion: 'triggers.tekton.dev/v1beta1',
      kind: 'EventListener',
      metadata: objectMeta(name, model),
      spec: {
        serviceAccountName: ACCOUNT,
        triggers: events.map(({ name: event, types, when, says }) => ({
          name: event,
          interceptors: [
            {
              ref: { name: git.server, kind: 'ClusterInterceptor' },
              params: [
                { name: 'secretRef', value: { secretName: credentials(git.webhook), secretKey: 'secret' } },
                { name: 'eventTypes', value: types },
              ],
            },
            {
              ref: { name: 'cel', kind: 'ClusterInterceptor' },
              params: [
                { name: 'filter', value: when },
                { name: 'overlays', value: Object.entries(says).map(([key, expression]) => ({ key, expression })) },
              ],
            },
          ],
          bindings: PARAMS.map(({ name: param }) => ({ name: param, value: `$(extensions.${param})` })),
          template: { ref: name },
        })),
      },
    },
  ]
}

const ACCOUNT = 'pipeline-events'

/** Who starts the runs, with the rights that Tekton's own roles give to a listener. https://tekton.dev/docs/triggers/eventlisteners/#specifying-the-kubernetes-service-account */
function account(model: Model): readonly object[] {
  const { namespace } = model.delivery.tekton
  const subjects = [{ kind: 'ServiceAccount', name: ACCOUNT, namespace }]
  const role = (name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name })
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: objectMeta(ACCOUNT, model) },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: objectMeta(ACCOUNT, model),
      subjects,
      roleRef: role('tekton-triggers-eventlistener-roles'),
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: clusterMeta(`${namespace}-${ACCOUNT}`, model),
      subjects,
      roleRef: role('tekton-triggers-eventlistener-clusterroles'),
    },
  ]
}

/** Whether the branch or tag that was pushed is deployed anywhere. */
function pushed(deployments: readonly Deployment[]): string {
  const { branches, tags } = refsOf(deployments)
  const is = (folder: string) => (pattern: string) =>
    pattern.includes('*')
      ? `body.ref.matches(${celString(`^refs/${folder}/${refExpression(pattern)}$`)})`
      : `body.ref == ${celString(`refs/${folder}/${pattern}`)}`
  const all = [...branches.map(is('heads')), ...tags.map(is('tags'))]
  return all.length === 0 ? 'false' : `(${all.join(' || ')})`
}

const REF = {
  ref: "body.ref.replace('refs/heads/', '', 1).replace('refs/tags/', '', 1)",
  'ref-type': "body.ref.startsWith('refs/tags/') ? 'tag' : 'branch'",
}

const EVENTS: { readonly [Server in Git['server']]: (reached: string) => readonly Event[] } = {
  /** https://docs.gitlab.com/user/project/integrations/webhook_events/ A branch or tag that is deleted has no commit. */
  gitlab: (reached) => [
    {
      name: 'push',
      types: ['Push Hook', 'Tag Push Hook'],
      when: `body.checkout_sha != null && ${reached}`,
      says: {
        url: 'body.project.git_http_url',
        commit: 'body.checkout_sha',
        ...REF,
        author: 'body.user_name',
        subject: 'size(body.commits) > 0 ? body.commits[size(body.commits) - 1].title : body.checkout_sha',
      },
    },
    {
      name: 'change',
      types: ['Merge Request Hook'],
      // An update without an older commit is one of words.
      when: "body.object_attributes.source_project_id == body.object_attributes.target_project_id && (body.object_attributes.action in ['open', 'reopen'] || (body.object_attributes.action == 'update' && has(body.object_attributes.oldrev)))",
      says: {
        url: 'body.project.git_http_url',
        commit: 'body.object_attributes.last_commit.id',
        ref: 'body.object_attributes.source_branch',
        'ref-type': "'change'",
        author: 'body.user.name',
        subject: 'body.object_attributes.title',
      },
    },
  ],
  /** https://docs.github.com/en/webhooks/webhook-events-and-payloads The commit of an annotated tag is that of `head_commit`. */
  github: (reached) => [
    {
      name: 'push',
      types: ['push'],
      when: `!body.deleted && body.head_commit != null && ${reached}`,
      says: {
        url: 'body.repository.clone_url',
        commit: 'body.head_commit.id',
        ...REF,
        author: 'body.head_commit.author.name',
        subject: "body.head_commit.message.split('\\n')[0]",
      },
    },
    {
      name: 'change',
      types: ['pull_request'],
      when: "body.action in ['opened', 'reopened', 'synchronize'] && body.pull_request.head.repo != null && body.pull_request.head.repo.full_name == body.repository.full_name",
      says: {
        url: 'body.repository.clone_url',
        commit: 'body.pull_request.head.sha',
        ref: 'body.pull_request.head.ref',
        'ref-type': "'change'",
        author: 'body.pull_request.user.login',
        subject: 'body.pull_request.title',
      },
    },
  ],
}
