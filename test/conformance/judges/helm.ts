import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Json } from '../../../engine/source/source.ts'
import type { Finding } from '../finding.ts'
import { type Found, get, parseObjects, scalar } from '../objects.ts'
import { runTool } from '../tool.ts'

/** A chart of the output, with the values of the environments it is for. */
export interface Chart {
  readonly folder: string
  readonly name: string
  readonly values: { readonly [environment: string]: string }
}

/** The charts below a folder. */
export function readCharts(folder: string): Chart[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'Chart.yaml')))
    .map((entry) => {
      const chart = join(folder, entry.name)
      const files = readdirSync(chart).flatMap((file) => {
        const environment = /^values-(.+)\.yaml$/.exec(file)?.[1]
        return environment === undefined ? [] : [[environment, join(chart, file)] as const]
      })
      const meta = parse(readFileSync(join(chart, 'Chart.yaml'), 'utf8')) as Json
      return { folder: chart, name: scalar(get(meta, 'name')), values: Object.fromEntries(files) }
    })
}

/**
 * `helm lint --strict`, with the default values and with those of every environment, and of the charts in it with their own. Only the hint that there is
 * no icon is let through.
 */
export async function helmLint(chart: Chart): Promise<readonly Finding[]> {
  const own = [[], ...Object.values(chart.values).map((file) => ['--values', file])].map((values) => [chart.folder, ...values])
  const inner = join(chart.folder, 'charts')
  const parts = existsSync(inner) ? readdirSync(inner).map((name) => [join(inner, name)]) : []
  const found = await Promise.all([...own, ...parts].map(lint))
  return found.flat()
}

async function lint(args: readonly string[]): Promise<readonly Finding[]> {
  const { status, stdout, stderr } = await runTool('helm', ['lint', '--strict', ...args])
  const remarks = `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => /^\[(INFO|WARNING|ERROR)\]/.test(line) && !/icon is recommended/.test(line))
  const found = remarks.length === 0 && status !== 0 ? [`exit ${status}`] : remarks
  return found.map((message) => ({ judge: 'helm lint', rule: 'lint', where: args.join(' '), message }))
}

/** What the chart renders to with the values of one environment. */
export async function helmTemplate(chart: Chart, environment: string, namespace: string, kubernetes: string): Promise<readonly Found[]> {
  const values = chart.values[environment]
  if (values === undefined) return []
  const args = [
    'template',
    chart.name,
    chart.folder,
    '--namespace',
    namespace,
    '--values',
    values,
    '--kube-version',
    kubernetes,
    '--skip-tests',
  ]
  const { stdout } = await runTool('helm', args, { expect: [0] })
  return parseObjects(stdout, `${chart.name} (${environment})`)
}
