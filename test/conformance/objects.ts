import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import type { Json, JsonObject } from '../../engine/source/source.ts'

/** A Kubernetes object as the output has it. */
export interface Found {
  readonly file: string
  readonly kind: string
  readonly name: string
  readonly namespace: string
  readonly object: JsonObject
}

/** The objects of one folder of manifests. */
export interface Objects {
  readonly folder: string
  readonly files: readonly string[]
  readonly list: readonly Found[]
}

/** Every YAML file below a folder, sorted. */
export function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Reads a folder of manifests. Throws when a file is no YAML. */
export function readObjects(folder: string): Objects {
  const files = yamlFiles(folder)
  return { folder, files, list: files.flatMap((file) => parseObjects(readFileSync(file, 'utf8'), file)) }
}

/** The objects of a stream of YAML documents, without the empty ones. */
export function parseObjects(text: string, file: string): Found[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors
    if (error !== undefined) throw new Error(`${file}: ${error.message}`)
    const object = document.toJS() as Json
    if (!isMap(object)) return []
    return [
      {
        file,
        kind: scalar(object.kind),
        name: scalar(get(object, 'metadata', 'name')),
        namespace: scalar(get(object, 'metadata', 'namespace')),
        object,
      },
    ]
  })
}

/** Whether there is an object of Istio. */
export function isMeshed({ list }: Objects): boolean {
  return list.some(({ object }) => /\.istio\.io\//.test(scalar(object.apiVersion)))
}

/** `Deployment/shop/cart`. */
export function identify({ kind, namespace, name }: Found): string {
  return [kind, namespace, name].filter((part) => part !== '').join('/')
}

export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at a path of keys, or undefined. */
export function get(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isMap(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value)
}

/** The items of a list; none when it is absent. */
export function items(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

/** The entries of a map of texts, such as labels; none when it is absent. */
export function texts(value: Json | undefined): { readonly [key: string]: string } {
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, scalar(entry)])) : {}
}

/** A scalar as text; empty when it is absent. */
export function scalar(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** The pod that a workload makes, or undefined for other kinds. */
export function podTemplate(object: JsonObject): JsonObject | undefined {
  const paths: { readonly [kind: string]: readonly string[] } = {
    Deployment: ['spec', 'template'],
    StatefulSet: ['spec', 'template'],
    DaemonSet: ['spec', 'template'],
    Job: ['spec', 'template'],
    CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
    Pod: [],
  }
  const path = paths[scalar(object.kind)]
  if (path === undefined) return undefined
  const template = get(object, ...path)
  return isMap(template) ? template : undefined
}
