import type { Model } from '../../engine/sdk.ts'

/** The workspace of the sources. */
export const SOURCES = 'sources'
/** A folder that goes with a task. */
export const AT_WORK = '/var/work'
/** Of all steps. */
export const USER = 1000

/** A task of a pipeline, written where it is used. https://tekton.dev/docs/pipelines/pipelines/#using-embedded-tasks */
export interface PipelineTask {
  readonly name: string
  readonly taskSpec: object
  readonly [field: string]: unknown
}

interface More {
  readonly retries?: number
  /** Parameters of the pipeline that it reads. */
  readonly params?: readonly string[]
  readonly results?: readonly string[]
  readonly sidecars?: readonly object[]
  readonly volumes?: readonly object[]
  /** The result of `reach` that it needs, or must not find. */
  readonly when?: string
  readonly whenNot?: string
}

/** A task after others. */
export function task(name: string, after: readonly string[], steps: readonly object[], more: More = {}): PipelineTask {
  const { retries = 0, params = [], results = [], sidecars = [], volumes = [], when, whenNot } = more
  const reach = when ?? whenNot
  return {
    name,
    ...(after.length === 0 ? {} : { runAfter: [...new Set(after)] }),
    ...(retries === 0 ? {} : { retries }),
    ...(reach === undefined
      ? {}
      : { when: [{ input: `$(tasks.reach.results.${reach})`, operator: when === undefined ? 'notin' : 'in', values: ['yes'] }] }),
    ...(params.length === 0 ? {} : { params: params.map((one) => ({ name: one, value: `$(params.${one})` })) }),
    workspaces: [{ name: SOURCES, workspace: SOURCES }],
    taskSpec: {
      ...(params.length === 0 ? {} : { params: params.map((one) => ({ name: one, type: 'string' })) }),
      ...(results.length === 0
        ? {}
        : { results: results.map((one) => ({ name: one, description: `\`yes\` when a run gets to ${one}.` })) }),
      workspaces: [{ name: SOURCES }],
      volumes: [{ name: 'work', emptyDir: {} }, ...volumes],
      steps,
      ...(sidecars.length === 0 ? {} : { sidecars }),
    },
  }
}

/** A step that runs a script in the sources. What comes from outside is in its environment, never in its text. */
export function step(name: string, image: string, script: string, env: readonly object[] = [], mounts: readonly object[] = []): object {
  return {
    name,
    image,
    workingDir: `$(workspaces.${SOURCES}.path)`,
    env: [{ name: 'HOME', value: AT_WORK }, ...env],
    script: `#!/bin/sh\nset -eu\n${script}\n`,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'work', mountPath: AT_WORK }, ...mounts],
  }
}

/** A variable from a Secret. */
export function secretEnv(name: string, secret: string, key: string): object {
  return { name, valueFrom: { secretKeyRef: { name: credentials(secret), key } } }
}

/** The login of the registry, from a Secret of type `kubernetes.io/basic-auth`. */
export function registry({ delivery: { credentials: names } }: Model): readonly object[] {
  return [secretEnv('REGISTRY_USER', names.registry, 'username'), secretEnv('REGISTRY_PASSWORD', names.registry, 'password')]
}

/** Credentials as the name of a Secret. */
export function credentials(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')
}
