/** The jobs that a Jenkins of the platform makes for itself, as Groovy reads them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, test } from 'vitest'
import { modelsOf } from '../../engine/testing.ts'
import { jobsScript } from '../../renderers/jenkins/install/jobs.ts'
import { describeWith, runTool } from './tool.ts'

const PLATFORM = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
environments: { dev: { branch: develop } }
services: { orders: { build: node, ports: { http: 8080 } } }
`
const folder = mkdtempSync(join(tmpdir(), 'platgen-jobs-'))
afterAll(() => rmSync(folder, { recursive: true }))

describeWith(['groovyc'], 'the jobs of Jenkins', () => {
  test('are a script that Groovy compiles, whatever the server of the repository', async () => {
    const scripts = ['', ', git: gitlab', ', git: github'].map((git, index) => {
      const install = `{ in: dev, host: jenkins.example.com, repository: "https://git.example.com/shop/platform.git" }`
      const models = modelsOf(`${PLATFORM}delivery: { jenkins: { install: ${install} }${git} }\n`)
      const model = models.find(({ environment }) => environment.name === 'dev')
      const installed = model?.delivery.jenkins.install
      if (model === undefined || installed === undefined) throw new Error('no Jenkins in dev')
      const path = join(folder, `Jobs${index}.groovy`)
      writeFileSync(path, jobsScript(model, installed))
      return path
    })
    await runTool('groovyc', ['-d', join(folder, 'classes'), ...scripts], { expect: [0] })
  })
})
