import type { Outcome } from '../../pipeline.ts'
import type { Model } from '../../resolve/model.ts'
import { printable } from '../../source/printable.ts'
import type { WriteResult } from '../../write/writer.ts'
import { counted } from '../format/summary.ts'
import type { Paint } from '../paint.ts'
import { shellWord } from '../shell.ts'
import { table } from '../table.ts'
import type { RenderOptions } from './request.ts'

/** More names than this are counted. */
const MOST_NAMES = 6

/** What was rendered, for whom, where, how long it took, and what to look at next. */
export function renderSummary(outcome: Outcome, { out, env }: RenderOptions, milliseconds: number, paint: Paint): string {
  const { written } = outcome
  const models = outcome.models.filter(({ environment }) => env === undefined || env.includes(environment.name))
  if (written === undefined) return ''
  const files = filesByFolder(written)
  const heading = `${paint('help', 'rendered')} ${printable(models[0]?.platform.name ?? '')} into ${printable(folder(out))} in ${duration(milliseconds)}: ${changes(written)}`
  return [
    heading,
    table([...files].map(([name, paths]) => [name, counted(paths.length, 'file'), folders(paths)])),
    table(models.map((model) => environmentRow(model, outcome))),
    `Next:\n${table(nextSteps(models, written, files, folder(out)))}`,
  ].join('\n')
}

/** How many files came, changed and went. */
export function changes({ created, changed, removed, unchanged }: WriteResult): string {
  const parts = [
    ...(created.length > 0 ? [`${created.length} new`] : []),
    ...(changed.length > 0 ? [`${changed.length} changed`] : []),
    ...(removed.length > 0 ? [`${removed.length} removed`] : []),
    ...(unchanged.length > 0 ? [`${unchanged.length} unchanged`] : []),
  ]
  return parts.length === 0 ? 'no files' : parts.join(', ')
}

/** Milliseconds as a person reads them. */
export function duration(milliseconds: number): string {
  return milliseconds < 995 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

/** The files that are there now, by the renderer or package that made them. */
function filesByFolder({ created, changed, unchanged }: WriteResult): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>()
  for (const path of [...created, ...changed, ...unchanged].sort((a, b) => (a < b ? -1 : 1))) {
    const name = path.slice(0, Math.max(0, path.indexOf('/')))
    const paths = folders.get(name)
    if (paths === undefined) folders.set(name, [path])
    else paths.push(path)
  }
  return folders
}

/** What is right below the folder of a renderer: environments, services or charts, mostly. */
function folders(paths: readonly string[]): string {
  const names = [...new Set(paths.map((path) => path.split('/')[1] ?? path))]
  return names.length <= MOST_NAMES ? names.join(', ') : `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`
}

function environmentRow(model: Model, { objects }: Outcome): readonly string[] {
  const { name, namespace } = model.environment
  return [
    name,
    counted(Object.keys(model.services).length, 'service'),
    counted(Object.keys(model.stores).length, 'store'),
    counted(objects.get(name) ?? 0, 'object'),
    `in namespace ${namespace}`,
  ]
}

/** Two or three things that really are there to look at. */
function nextSteps(
  models: readonly Model[],
  { changed, created }: WriteResult,
  files: ReadonlyMap<string, readonly string[]>,
  out: string,
): readonly (readonly string[])[] {
  const model = models.find(({ environment }) => environment.production) ?? models.at(-1)
  if (model === undefined) return []
  const environment = model.environment.name
  const manifests = `manifests/${environment}/`
  const ofService = (path: string): boolean => path.startsWith(manifests) && !path.startsWith(`${manifests}00-`)
  const [first = []] = files.values()
  const look = [...changed, ...created].find(ofService) ?? files.get('manifests')?.find(ofService) ?? first[0]
  return [
    ...(look === undefined ? [] : [[`less ${shellWord(out + look)}`, 'one of them, as it will be read']]),
    ...(files.get('manifests')?.some(ofService) === true
      ? [[`kubectl diff -f ${shellWord(out + manifests)}`, 'what it would change in the cluster']]
      : []),
    [`platgen resolve --env ${environment} --origin`, 'every value, and who decided it'],
  ]
}

function folder(out: string): string {
  return out.endsWith('/') ? out : `${out}/`
}
