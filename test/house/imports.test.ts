/** Who may import whom. The rules and their reasons are in ARCHITECTURE.md. */
import { describe, expect, test } from 'vitest'
import { type Import, importsOf, packageOf, read, sources } from './files.ts'

const STAGES = ['load', 'validate', 'assemble', 'resolve', 'check', 'render', 'package', 'write']

/** The words that pass from stage to stage. They are types: a stage knows the shape of what it gets, never how it was made. */
const SHAPES = [
  'engine/resolve/model.ts', // one environment, decided: what check and render read
  'engine/resolve/component.ts', // what the platform itself needs: renderers say it, validate makes it long, resolve decides it
  'engine/render/artifact.ts', // what renderers make: what package and write read
  'engine/render/renderer.ts', // what assemble finds and render runs
  'engine/package/packager.ts', // what assemble finds and package runs
  'engine/package/rendered.ts', // what render hands to package
  'engine/assemble/outputs.ts', // what assemble decided: what render and package run
]

/** Code that is needed on both sides of a border. */
const BRIDGES: readonly { readonly from: string; readonly to: string; readonly why: string }[] = [
  {
    from: 'engine/check/',
    to: 'engine/resolve/origin.ts',
    why: 'a check names the place that decided a value, and the side table is resolving’s',
  },
  {
    from: 'engine/render/',
    to: 'engine/resolve/derive/chosen-image.ts',
    why: 'renderers choose images too, and they come from where those of stores come from',
  },
  {
    from: 'engine/check/',
    to: 'engine/resolve/plain-text.ts',
    why: 'who speaks plain text is decided once, for the check and for the list that is rendered',
  },
  {
    from: 'engine/check/',
    to: 'engine/resolve/reach.ts',
    why: 'by what an environment is reached is said once, for checks and for pipelines',
  },
  {
    from: 'engine/check/',
    to: 'engine/resolve/machine-callers.ts',
    why: 'which machines call a workload is decided once, for checks and renderers',
  },
  { from: 'engine/check/', to: 'engine/resolve/interpolate.ts', why: 'a check reads `${…}` by the one grammar that there is' },
  { from: 'engine/check/', to: 'engine/resolve/log-targets.ts', why: 'whom the agent calls is told by the check and rendered alike' },
]

/** Everything that `platgen` runs. `engine/build` makes it, and `engine/testing.ts` is for the tests of renderers: they are free. */
const program = sources('engine', 'renderers').filter((path) => !/^engine\/(build\/|testing\.ts$)/.test(path))

const stageOf = (path: string) => STAGES.find((stage) => path.startsWith(`engine/${stage}/`))
const rendererOf = (path: string) => /^renderers\/([^/]+)\//.exec(path)?.[1]

/** `from → to` for every import that a rule refuses. */
function refused(files: readonly string[], allowed: (target: Import, from: string) => boolean): string[] {
  return files.flatMap((from) => importsOf(from).flatMap((target) => (allowed(target, from) ? [] : [`${from} → ${target.target}`])))
}

/** The files that import a package at run time. */
function importers(name: string): string[] {
  return program.filter((path) => importsOf(path).some(({ target, typeOnly }) => !typeOnly && packageOf(target) === name))
}

describe('stages', () => {
  test('know each other only by the shapes that pass between them', () => {
    const found = refused(
      program.filter((path) => stageOf(path) !== undefined),
      ({ target, typeOnly }, from) => {
        const other = stageOf(target)
        if (other === undefined || other === stageOf(from)) return true
        return (typeOnly && SHAPES.includes(target)) || BRIDGES.some((bridge) => from.startsWith(bridge.from) && target === bridge.to)
      },
    )
    expect(found).toEqual([])
  })

  test('are seen together by pipeline.ts alone', () => {
    const seen = (path: string) => new Set(importsOf(path).flatMap(({ target, typeOnly }) => (typeOnly ? [] : (stageOf(target) ?? []))))
    expect(program.filter((path) => seen(path).size > STAGES.length / 2)).toEqual(['engine/pipeline.ts'])
    expect([...seen('engine/pipeline.ts')].sort()).toEqual([...STAGES].sort())
  })

  test('and their words never import what stands above them', () => {
    const words = program.filter((path) => /^engine\/(diagnostics|source|kinds|plan|emit)\//.test(path))
    const above = refused(
      words,
      ({ target }) => stageOf(target) === undefined && !/^(engine\/(cli|pipeline|sdk|testing)|renderers)\b/.test(target),
    )
    expect(above).toEqual([])
  })

  test('nobody imports the command line', () => {
    expect(refused(program, ({ target }, from) => !target.startsWith('engine/cli/') || from.startsWith('engine/cli/'))).toEqual([])
  })
})

describe('renderers', () => {
  const files = program.filter((path) => path.startsWith('renderers/'))

  test('import the SDK, what they share, and their own folder', () => {
    const found = refused(files, ({ target }, from) => {
      const own = rendererOf(from)
      return target === 'engine/sdk.ts' || rendererOf(target) === '_shared' || (own !== undefined && rendererOf(target) === own)
    })
    expect(found).toEqual([])
  })

  test('know no clock, no chance, no environment', () => {
    const impure =
      /(?<!['"`])\b(Date\.now|new Date|Math\.random|process\.|globalThis|setTimeout|fetch\(|performance\.|toLocale\w*\(|Intl\.)/
    expect(
      files.flatMap((path) =>
        sourceLines(path)
          .filter((line) => impure.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      ),
    ).toEqual([])
  })
})

describe('packages and the machine', () => {
  test.each([
    { name: 'ajv', most: 1, where: /^engine\/(validate|assemble)\// },
    // The engine of templates, and the runtime that they run on.
    { name: 'nunjucks', most: 2, where: /^engine\/render\// },
    { name: 'yaml', most: 2, where: /^engine\/(source|load)\// },
  ])('$name has $most importers at most', ({ name, most, where }) => {
    expect(importers(name).filter((path) => !where.test(path))).toEqual([])
    expect(importers(name).length, importers(name).join(' ')).toBeLessThanOrEqual(most)
  })

  test('commander is the command line’s', () => {
    expect(importers('commander').filter((path) => !path.startsWith('engine/cli/'))).toEqual([])
  })

  test('the disk is touched in load, assemble, write and the command line', () => {
    const found = refused(
      program,
      ({ target, typeOnly }, from) => typeOnly || !/^node:fs/.test(target) || /^engine\/(load|assemble|write|cli)\//.test(from),
    )
    expect(found).toEqual([])
  })

  test('processes, networks and threads are the command line’s', () => {
    const found = refused(
      program,
      ({ target }, from) =>
        !/^node:(child_process|net|https?|tls|dgram|worker_threads|cluster|inspector|vm)/.test(target) || from.startsWith('engine/cli/'),
    )
    expect(found).toEqual([])
  })

  test('the clock and chance are nobody’s', () => {
    const impure =
      /(?<!['"`])\b(Date\.now|new Date|Math\.random|randomUUID|randomBytes|toLocale(String|UpperCase|LowerCase)|Intl\.|localeCompare)\b/
    const found = program
      .filter((path) => !path.startsWith('engine/cli/'))
      .flatMap((path) =>
        sourceLines(path)
          .filter((line) => impure.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      )
    expect(found).toEqual([])
  })
})

/** Lines without comments. */
function sourceLines(path: string): string[] {
  return read(path)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => !/^\s*\/\//.test(line))
}
