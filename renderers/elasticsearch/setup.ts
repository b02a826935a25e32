import type { Component, Model, SearchOutput } from '../../engine/sdk.ts'
import { logTargets } from '../../engine/sdk.ts'
import { logSecrets } from '../_shared/log-secrets.ts'
import { shellWord } from '../_shared/quote/shell.ts'
import { policies, savedObjects, templates } from './indices.ts'

type Template = (name: string, view: object) => string

const FOLDER = '/etc/logs-setup'

/** Whether there is something to set up: how long records are kept, a cluster of our own, or something to look at. */
function isNeeded(output: SearchOutput, model: Model): boolean {
  return policies(output, model).size > 0 || output.run !== undefined || output.kibana !== undefined
}

/** What is set up, by file name: policies, templates, saved objects, and the script that applies them. None when there is nothing to set up. */
export function setupFiles(output: SearchOutput, model: Model, template: Template): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  if (!isNeeded(output, model)) return files
  const lives = policies(output, model)
  const indices = templates(output, model)
  for (const [name, body] of lives) files.set(`policy-${name}.json`, pretty(body))
  for (const [name, body] of indices) files.set(`template-${name}.json`, pretty(body))
  if (output.kibana !== undefined) files.set('saved-objects.ndjson', savedObjects(output, model))
  const elastic = output.type === 'elasticsearch'
  const url = `${output.scheme}://${output.host}:${output.port}`
  const secrets = logSecrets(output)
  files.set(
    'apply.sh',
    template('apply.sh', {
      url: shellWord(url),
      user: output.login && shellWord(output.login.user),
      password: secrets.password?.name,
      ca: secrets.ca?.name,
      folder: FOLDER,
      elastic,
      policies: [...lives.keys()].map((name) => ({
        path: shellWord(`${elastic ? '/_ilm/policy' : '/_plugins/_ism/policies'}/${name}`),
        file: shellWord(`policy-${name}.json`),
      })),
      templates: [...indices.keys()].map((name) => ({
        path: shellWord(`/_index_template/${name}`),
        file: shellWord(`template-${name}.json`),
      })),
      kibana: output.kibana && shellWord(output.kibana),
      kibanaPassword: output.run?.kibana !== undefined,
    }),
  )
  return files
}

function pretty(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** A Job that applies the files, as often as they change; applying them twice changes nothing. */
export function setup(output: SearchOutput, model: Model, template: Template, image: string): Component | undefined {
  const files = setupFiles(output, model, template)
  if (files.size === 0) return undefined
  const secrets = logSecrets(output)
  const key = (secret: { readonly secret: string; readonly key: string }) => ({ ref: `${secret.secret}/${secret.key}`, as: 'file-env' })
  const kibana = output.run?.kibana
  const name = `logs-${output.name}-setup`
  return {
    name,
    says: ['logging', 'to', output.name],
    namespace: model.logging.namespace,
    service: {
      description: 'Sets up how long logs live, and what people see of them.',
      kind: 'Job',
      image,
      command: ['sh', `${FOLDER}/apply.sh`],
      files: Object.fromEntries([...files].map(([file, content]) => [`${FOLDER}/${file}`, content])),
      secrets: {
        ...(secrets.password === undefined ? {} : { [secrets.password.name]: key(secrets.password) }),
        ...(secrets.ca === undefined ? {} : { [secrets.ca.name]: key(secrets.ca) }),
        ...(kibana === undefined ? {} : { KIBANA_PASSWORD: { ref: kibana.password, as: 'file-env' } }),
      },
      calls: [
        ...new Set([
          ...logTargets(output, model).flatMap((target) => target.name ?? []),
          ...(kibana === undefined ? [] : [`${output.run?.service}-kibana`]),
          ...kibanaTarget(output, model),
        ]),
      ],
      resources: { cpu: '50m', memory: '64Mi' },
      job: { deadline: '30m', retries: 6 },
    },
  }
}

/** The external that a Kibana elsewhere is. */
function kibanaTarget({ run, kibana }: SearchOutput, { externals }: Model): readonly string[] {
  if (run !== undefined || kibana === undefined) return []
  const { hostname } = new URL(kibana)
  return Object.values(externals).flatMap(({ name, host }) => (host === hostname ? [name] : []))
}
