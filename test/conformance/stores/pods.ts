import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { JsonObject } from '../../../engine/source/source.ts'
import { type Found, get, isMap, items, scalar, texts } from '../objects.ts'

/** The files of a pod on this machine: everything that it would see below a folder of its own. */
export interface Grounded {
  readonly folder: string
  /** A text with the pod's paths in it as they are here. */
  readonly here: (text: string) => string
  /** The text of a file of its ConfigMap. */
  readonly file: (name: string) => string
}

/** Lays out the files of a container of a StatefulSet, CronJob or Job below a folder, and makes the folders that it may write. */
export function ground(
  list: readonly Found[],
  pod: JsonObject,
  container: JsonObject,
  folder: string,
  secrets: { readonly [key: string]: string },
): Grounded {
  const mounts = items(get(container, 'volumeMounts')).filter(isMap)
  const paths = mounts.map((mount) => scalar(mount.mountPath)).sort((a, b) => b.length - a.length)
  const known = new RegExp(`(?<![\\w./-])(?:${paths.map((path) => path.replaceAll('.', '\\.')).join('|')})(?![\\w-])`, 'g')
  const here = (text: string) => text.replaceAll(known, (path) => folder + path)
  const volumes = new Map(
    items(get(pod, 'volumes'))
      .filter(isMap)
      .map((volume) => [scalar(volume.name), volume]),
  )
  for (const mount of mounts) {
    const at = join(folder, scalar(mount.mountPath))
    const volume = volumes.get(scalar(mount.name))
    const config = list.find(({ kind, name }) => kind === 'ConfigMap' && name === scalar(get(volume, 'configMap', 'name')))
    const lay = (path: string, text: string) => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    if (mount.subPath !== undefined) continue
    mkdirSync(at, { recursive: true })
    if (config !== undefined) for (const [name, text] of Object.entries(texts(config.object.data))) lay(join(at, name), here(text))
    for (const item of items(get(volume, 'secret', 'items')).filter(isMap))
      lay(join(at, scalar(item.path)), secrets[scalar(item.key)] ?? `value of ${scalar(item.key)}`)
  }
  return {
    folder,
    here,
    file: (name) => {
      for (const { kind, object } of list)
        if (kind === 'ConfigMap' && texts(object.data)[name] !== undefined) return here(texts(object.data)[name] ?? '')
      throw new Error(`no ConfigMap has ${name}`)
    },
  }
}
