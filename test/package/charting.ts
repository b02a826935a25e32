import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { packageObjects } from '../../engine/package/package.ts'
import type { Bundle, Packager } from '../../engine/package/packager.ts'
import type { Rendered } from '../../engine/package/rendered.ts'
import type { KubernetesObject, OutputFile } from '../../engine/render/artifact.ts'
import type { Model } from '../../engine/resolve/model.ts'
import type { JsonObject } from '../../engine/source/source.ts'
import { modelsOf } from '../../engine/testing.ts'
import helm from '../../renderers/helm/index.ts'
import { findTool } from '../conformance/tool.ts'

const platform = (environments: string) =>
  modelsOf(`
apiVersion: platgen.dev/v1
name: shop
owner: platform-team
version: 1.4.0
environments:
  dev: { namespace: shop-dev, domain: dev.shop.example.com }
${environments}
services:
  orders: { image: "registry.example.com/orders:1.0.0", ports: { http: 8080 }, health: /healthz, calls: [] }
  web: { image: "registry.example.com/web:1.0.0", ports: { http: 8080 }, health: /healthz, calls: [orders] }
`)

/** Three environments of one cluster, as packages see them. */
export const models: readonly Model[] = platform(`  staging: { namespace: shop-staging, domain: staging.shop.example.com }
  prod: { namespace: shop, domain: shop.example.com }`)

/** Two environments of one namespace, in different clusters. */
export const twins: readonly Model[] = platform(`  east: { namespace: shop, cluster: east, domain: east.shop.example.com }
  west: { namespace: shop, cluster: west, domain: west.shop.example.com }`).slice(1)

/** A platform that is in one place only. */
export const alone: readonly Model[] = models.slice(2)

/** The objects of one owner, one list for each environment. */
export function bundleOf(owner: string, objects: readonly (readonly KubernetesObject[])[], of: readonly Model[] = models): Bundle {
  return {
    owner,
    type: owner === '' ? 'platform' : 'service',
    environments: of.map((model, index) => ({ model, objects: objects[index] ?? [] })),
  }
}

/** The files of the charts of some bundles, by path below the folder of charts. */
export function chartsOf(
  bundles: readonly Bundle[],
  layout: 'umbrella' | 'per-service' = 'umbrella',
  of: readonly Model[] = models,
): ReadonlyMap<string, OutputFile> {
  return packaged(helm as unknown as AnyPackager, bundles, of, { layout })
}

type AnyPackager = Parameters<typeof packageObjects>[2]['packagers'][number]['packager']

/** The files of one package of some bundles, by path below its folder. */
export function packaged(
  packager: AnyPackager | Packager<never>,
  bundles: readonly Bundle[],
  of: readonly Model[] = models,
  options: JsonObject = {},
  others: readonly (readonly [name: string, options: JsonObject])[] = [],
): ReadonlyMap<string, OutputFile> {
  const report = () => {
    throw new Error('nothing to report')
  }
  const rendered = bundles.map((bundle): Rendered => ({ type: 'bundle', bundle }))
  const files = [
    ...packageObjects(rendered, of, { packagers: [{ packager: packager as AnyPackager, options }, ...others.map(silent)] }, report),
  ]
  return new Map(files.map((file) => [file.path.slice(packager.name.length + 1), file]))
}

/** A package that is switched on, as far as others can see. */
function silent([name, options]: readonly [string, JsonObject]) {
  return { packager: { name, summary: '', options: {}, automatic: false, bundle: () => [] } satisfies Packager, options }
}

/** Writes files into a folder of their own and removes it afterwards. */
export function onDisk<Result>(files: ReadonlyMap<string, Pick<OutputFile, 'content'>>, work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'platgen-chart-'))
  try {
    for (const [path, { content }] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What helm prints; throws with what it complains about. */
export function runHelm(...args: readonly string[]): string {
  return execFileSync(findTool('helm') ?? 'helm', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** The documents that helm prints, each read by the library that Helm and Kubernetes read YAML with. */
export function readAsGo(output: string): KubernetesObject[] {
  const documents = output.split(/^---\n/m).filter((document) => /^[^#\s]/m.test(document))
  const files = new Map([
    ['Chart.yaml', { content: 'apiVersion: v2\nname: reader\nversion: 1.0.0\n' }],
    [
      'templates/all.yaml',
      {
        content:
          'kind: Reader\napiVersion: v1\nitems:\n{{- range $path, $_ := .Files.Glob "documents/*" }}\n  - {{ $.Files.Get $path | fromYaml | toJson | b64enc }}\n{{- end }}\n',
      },
    ],
    ...documents.map((content, index) => [`documents/${String(index).padStart(6, '0')}`, { content }] as const),
  ])
  const text = onDisk(files, (folder) => runHelm('template', 'reader', folder))
  return [...text.matchAll(/^ {2}- (\S+)$/gm)].map(
    ([, encoded = '']) => JSON.parse(Buffer.from(encoded, 'base64').toString()) as KubernetesObject,
  )
}
