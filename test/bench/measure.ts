import { spawnSync } from 'node:child_process'

/** Seconds of one run of a program, as a whole process. Throws when it fails: what does not work is not fast. */
export function seconds(command: string, args: readonly string[], options: { readonly cwd?: string } = {}): number {
  const begin = process.hrtime.bigint()
  const { status, stderr, error } = spawnSync(command, args, {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  const end = process.hrtime.bigint()
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${error?.message ?? stderr}`)
  return Number(end - begin) / 1e9
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN)) / 2
}

/** Medians of several measurements, taken in turns so that a slow moment of the machine hits all of them alike. */
export function medians<Name extends string>(
  runs: number,
  measurements: { readonly [name in Name]: () => number },
): { readonly [name in Name]: number } {
  const names = Object.keys(measurements) as Name[]
  const taken = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let run = 0; run < runs; run++) for (const name of names) taken.get(name)?.push(measurements[name]())
  return Object.fromEntries(names.map((name) => [name, median(taken.get(name) ?? [])])) as { readonly [name in Name]: number }
}

/** The exponent of growth: the slope of a straight line through the points on logarithmic axes, by least squares. */
export function growthExponent(points: readonly (readonly [size: number, seconds: number])[]): number {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)] as const)
  const mean = (pick: (point: readonly [number, number]) => number) => logs.reduce((sum, point) => sum + pick(point), 0) / logs.length
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)]
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
}

/** Peak resident memory of a run of Node, in MB, as the operating system counted it for the process itself. */
export function peakMemory(args: readonly string[], cwd: string): number {
  const hook = 'data:text/javascript,process.on("exit",()=>process.stderr.write(`\\npeak ${process.resourceUsage().maxRSS}\\n`))'
  const { status, stderr } = spawnSync(process.execPath, ['--import', hook, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const kilobytes = Number(/\npeak (\d+)\n/.exec(stderr)?.[1])
  if (status !== 0 || Number.isNaN(kilobytes)) throw new Error(`no measurement of memory: ${stderr}`)
  return kilobytes / 1024
}
