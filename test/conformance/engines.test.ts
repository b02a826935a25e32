/** What GitLab, GitHub and Tekton are told, judged by those who read it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../engine/pipeline.ts'
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

describeWith(['shellcheck'], 'scripts', () => {
  test('shellcheck has nothing to say', async () => {
    const scripts = files.filter((path) => path.endsWith('.sh') && !path.includes('/docker/'))
    expect(scripts.length).toBeGreaterThan(5)
    const { status, stdout } = await runTool('shellcheck', scripts)
    expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: '' })
  })
})
