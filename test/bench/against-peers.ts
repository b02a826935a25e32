import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { medians, seconds } from './measure.ts'
import { renderSeconds } from './platgen.ts'
import type { Row } from './table.ts'
import { countKinds, type Pattern, readPattern, writeChart, writeOverlay, writePlatform } from './workload.ts'

/** Longer than this, in seconds, and a program is run once. */
const LONG = 20

/**
 * The same objects by platgen (with validation, checks and a folder of files), by `kubectl kustomize` (base and overlay) and by `helm template` (one chart
 * that ranges over its services). Both others get what is theirs, and print to nowhere.
 */
export function againstPeers(scratch: string, sizes: readonly number[], runs: number): Row[] {
  return sizes.flatMap((count) => {
    const folder = join(scratch, String(count))
    const out = join(folder, 'out')
    writePlatform(folder, count)
    renderSeconds(folder, out)
    const manifests = join(out, 'manifests/prod')
    const pattern = readPattern(manifests)
    const ours = countKinds(
      readdirSync(manifests)
        .map((file) => readFileSync(join(manifests, file), 'utf8'))
        .join('\n'),
    )
    const render = () => {
      rmSync(out, { recursive: true, force: true })
      return renderSeconds(folder, out)
    }
    const objects = ours.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0)
    const title = `${count} services, ${objects} objects`
    return [kustomizeRow(title, count, folder, pattern, ours, render, runs), helmRow(title, count, folder, pattern, ours, render, runs)]
  })
}

function kustomizeRow(
  title: string,
  count: number,
  folder: string,
  pattern: Pattern,
  ours: readonly string[],
  render: () => number,
  runs: number,
): Row {
  writeOverlay(join(folder, 'kustomize'), count, pattern)
  const args = ['kustomize', join(folder, 'kustomize/prod')]
  const aim = count >= 800 ? { what: 'ratio' as const, least: 150 } : undefined
  return compare(`${title}, against kubectl kustomize`, 'kubectl', args, ours, render, runs, aim)
}

function helmRow(
  title: string,
  count: number,
  folder: string,
  pattern: Pattern,
  ours: readonly string[],
  render: () => number,
  runs: number,
): Row {
  writeChart(join(folder, 'chart'), count, pattern)
  const aim = count >= 1000 ? { what: 'ratio' as const, least: 1 } : undefined
  return compare(`${title}, against helm template`, 'helm', ['template', 'bench', join(folder, 'chart')], ours, render, runs, aim)
}

function compare(
  name: string,
  command: string,
  args: readonly string[],
  ours: readonly string[],
  render: () => number,
  runs: number,
  aim: Row['aim'],
): Row {
  const missing = (note: string): Row => ({ name, ours: render(), peer: undefined, unit: 's', aim, note })
  const first = firstRun(command, args)
  if ('problem' in first) return missing(first.problem)
  const theirs = countKinds(first.text)
  if (theirs.join() !== ours.join())
    return missing(`${command} makes other objects (${theirs.join(', ')}) than platgen (${ours.join(', ')})`)
  if (first.seconds > LONG) {
    const own = medians(runs, { render })
    return {
      name,
      ours: own.render,
      peer: first.seconds,
      unit: 's',
      ratio: first.seconds / own.render,
      aim,
      note: `${command} was run once`,
    }
  }
  const taken = medians(runs, { render, peer: () => seconds(command, args) })
  return { name, ours: taken.render, peer: taken.peer, unit: 's', ratio: taken.peer / taken.render, aim }
}

/** What the other makes, and how long it takes the first time. */
function firstRun(
  command: string,
  args: readonly string[],
): { readonly text: string; readonly seconds: number } | { readonly problem: string } {
  const begin = process.hrtime.bigint()
  try {
    const text = execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe'] })
    return { text, seconds: Number(process.hrtime.bigint() - begin) / 1e9 }
  } catch (error) {
    return { problem: `${command} cannot be measured: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` }
  }
}
