import { expect } from 'vitest'
import type { KubernetesObject } from '../../../engine/sdk.ts'
import { renderWith } from '../../../engine/testing.ts'
import kubernetes from '../../../renderers/kubernetes/index.ts'

/** What a test reads from an object: parts of parts, by name. */
export interface Part {
  readonly [key: string]: Part
}

/** A part that is a list. */
export function list(part: Part | undefined): readonly Part[] {
  if (!Array.isArray(part)) throw new Error(`no list: ${JSON.stringify(part)}`)
  return part
}

/** The objects of one environment, to be asked for by kind and name. */
export interface Rendered {
  readonly all: readonly KubernetesObject[]
  readonly find: (kind: string, name: string) => Part | undefined
  readonly get: (kind: string, name: string) => Part
  readonly kinds: (owner: string) => readonly string[]
  readonly files: ReadonlyMap<string, string>
  readonly codes: readonly string[]
}

const HEAD = 'apiVersion: platgen.dev/v1\nname: shop\nversion: 1.4.0\nregistry: { host: harbor.example.com, pullSecret: harbor-pull }\n'

/** Renders a platform of which only the interesting part is written. */
export async function render(platform: string, environment = 'dev'): Promise<Rendered> {
  const written = platform.includes('environments:') ? platform : `environments: { dev: {} }\n${platform}`
  const { objects, files, findings } = await renderWith(kubernetes, { platform: HEAD + written })
  const own = objects.filter((one) => one.environment === environment)
  const all = own.map(({ object }) => object)
  const find = (kind: string, name: string) =>
    all.find((object) => object.kind === kind && object.metadata.name === name) as unknown as Part | undefined
  return {
    all,
    find,
    get(kind, name) {
      const found = find(kind, name)
      expect(found, `${kind} ${name} among ${all.map((object) => `${object.kind} ${object.metadata.name}`).join(', ')}`).toBeDefined()
      return found as Part
    },
    kinds: (owner) => own.filter((one) => one.owner === owner).map(({ object }) => object.kind),
    files: new Map([...files].map(([path, file]) => [path, file.type === 'text' ? file.text : ''])),
    codes: findings.map(({ code }) => code),
  }
}

/** Rendered without a word to the user. */
export async function renderClean(platform: string, environment = 'dev'): Promise<Rendered> {
  const rendered = await render(platform, environment)
  expect(rendered.codes).toEqual([])
  return rendered
}

/** A service of four lines. */
export const WEB = 'services:\n  web:\n    build: go\n    ports: { http: 8080 }\n    health: { ready: /ready, live: /live }\n'
