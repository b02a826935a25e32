/** What Envoy does with real requests, configured by a real istiod from what is rendered: shares, routes in their order, tries, copies, faults, paths, the edge. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { writeYaml } from '../../engine/emit/yaml.ts'
import { deployment } from './requests/deployment.ts'
import { type Answer, complaints } from './requests/judge.ts'
import { deployed, scenarios } from './requests/scenarios.ts'
import { describeWith, runTool } from './tool.ts'

const JUDGE = 'tools/mesh'
const scratch = mkdtempSync(join(tmpdir(), 'platgen-requests-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describeWith([JUDGE], 'requests in the mesh', () => {
  const answers = new Map<string, Answer>()

  beforeAll(async () => {
    const rendered = inject('rendered')
    const folders = Object.entries(deployed).flatMap(([name, environments]) => {
      const platform = rendered.find((candidate) => candidate.name === name)
      if (platform === undefined) throw new Error(`${name} is not rendered`)
      return environments.map((environment) => join(platform.out, 'manifests', environment))
    })
    const file = join(scratch, 'scenarios.json')
    writeFileSync(file, JSON.stringify(scenarios))
    const objects = join(scratch, 'objects.yaml')
    writeFileSync(objects, writeYaml(deployment(folders)))
    const { stdout } = await runTool(JUDGE, [file, objects], { expect: [0] })
    for (const answer of JSON.parse(stdout) as readonly Answer[]) answers.set(answer.name, answer)
  }, 600_000)

  test.each(scenarios)('$name', (scenario) => {
    const answer = answers.get(scenario.name)
    if (answer === undefined) throw new Error('nobody tried')
    expect(complaints(scenario, answer), JSON.stringify(answer)).toEqual([])
  })
})
