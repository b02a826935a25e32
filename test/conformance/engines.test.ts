/** What GitLab, GitHub and Tekton are told, judged by those who read it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { run } from '../../engine/pipeline.ts'
import { pythonPackage } from './python-package.ts'
import { describeWith, runTool, shared } from './tool.ts'

let folder = ''
const files: string[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'platgen-engines-'))
  const { diagnostics } = await run({
    file: 'platform.yaml',
    cwd: fileURLToPath(new URL('../golden/delivery', import.meta.url)),
    until: 'write',
    out: 'out',
    deliver: ({ path, content }) => {
      const target = join(folder, path)
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content)
      files.push(target)
    },
  })
  expect(diagnostics).toEqual([])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Kinds whose API takes any field. */
const TRIGGERS = 'EventListener,TriggerTemplate'

const below = (part: string, ending: string): string[] => files.filter((path) => path.includes(`/${part}/`) && path.endsWith(ending))

describeWith(['kubeconform', 'schemas/json'], 'Tekton', () => {
  test('its pipelines and runs are what its API takes', async () => {
    const schemas = join(shared, 'schemas/json/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json')
    const { status, stdout } = await runTool('kubeconform', [
      '-strict',
      '-skip',
      TRIGGERS,
      '-schema-location',
      schemas,
      ...below('tekton', '.yaml'),
    ])
    expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: '' })
    expect(below('tekton', '.yaml').length).toBe(3)
  })
})

describeWith(['actionlint'], 'GitHub Actions', () => {
  test('actionlint has nothing to say, of the scripts inside neither', async () => {
    // The label of a runner of one's own.
    const { status, stdout } = await runTool('actionlint', ['-ignore', 'label "large" is unknown', ...below('workflows', '.yml')])
    expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: '' })
  })
})

/** What the publishers of schemas say of files: https://gitlab.com/gitlab-org/gitlab/-/blob/master/app/assets/javascripts/editor/schema/ci.json and their kin, as a package brings them. */
const SCHEMAS = 'check-jsonschema==0.39.0'

describeWith(['python3'], 'published schemas', () => {
  test('take what GitLab, GitHub and Renovate read', () => {
    const vendored = join(pythonPackage(SCHEMAS, join(folder, 'schemas')), 'check_jsonschema/builtin_schemas/vendor')
    for (const [schema, paths] of [
      ['gitlab-ci', [...below('gitlab', '.yml')]],
      ['github-workflows', [...below('workflows', '.yml')]],
      ['renovate', [...below('delivery', 'renovate.json')]],
    ] as const) {
      const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
        JSON.parse(readFileSync(join(vendored, `${schema}.json`), 'utf8')) as object,
      )
      expect(paths.length).toBeGreaterThan(0)
      for (const path of paths) {
        validate(parse(readFileSync(path, 'utf8')))
        expect([path, validate.errors ?? []]).toEqual([path, []])
      }
    }
  })
})

/** Every text below a name, wherever it is. */
function textsAt(value: unknown, names: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsAt(item, names))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    names.includes(name) ? [inner].flat().filter((text) => typeof text === 'string') : textsAt(inner, names),
  )
}

describeWith(['shellcheck'], 'scripts', () => {
  test('shellcheck has nothing to say, of those inside of pipelines neither', async () => {
    const inside = [...below('gitlab', '.yml'), ...below('workflows', '.yml'), ...below('tekton', '.yaml')].flatMap((path) =>
      parseAllDocuments(readFileSync(path, 'utf8')).flatMap((document) => textsAt(document.toJS(), ['script', 'run'])),
    )
    expect(inside.length).toBeGreaterThan(20)
    mkdirSync(join(folder, 'inside'))
    const extracted = inside.map((script, index) => {
      const path = join(folder, 'inside', `${index}.sh`)
      // What an engine puts in before a shell reads it; both end a script at its first failure.
      const text = script.replace(/\$\{\{.*?\}\}/g, 'value').replace(/\$\(results\.[^)]*\)/g, 'value')
      writeFileSync(path, text.startsWith('#!') ? text : `#!/bin/sh\nset -e\n${text}\n`)
      return path
    })
    const scripts = [...files.filter((path) => path.endsWith('.sh') && !path.includes('/docker/')), ...extracted]
    expect(scripts.length).toBeGreaterThan(25)
    // Engines give variables that no script sets.
    const { status, stdout } = await runTool('shellcheck', ['--exclude', 'SC2154', ...scripts])
    expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: '' })
  })
})
