import { expect, test } from 'vitest'
import { renderWith } from '../../../engine/testing.ts'
import tools from '../../../renderers/tools/index.ts'

const PLATFORM = `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
ingress: { api: ingress }
environments: { dev: { branch: main } }
tools: { sonarqube: { host: sonar.example.com, database: db.example.com } }
services: { orders: { build: node, ports: { http: 8080 } } }
`

async function guide(platform: string): Promise<string> {
  const { files, findings } = await renderWith(tools, { platform })
  expect(findings).toEqual([])
  const file = files.get('default/INSTALL.md')
  return file?.type === 'text' ? file.text : ''
}

test('SonarQube is told where a Jenkins of the platform waits for its gates, and only then', async () => {
  const install = '{ in: dev, host: jenkins.example.com, repository: "https://git.example.com/a/b.git" }'
  expect(
    await guide(`${PLATFORM}delivery: { gate: "https://sonar.example.com/", jenkins: { agent: linux, install: ${install} } }\n`),
  ).toContain("'url=https://jenkins.example.com/sonarqube-webhook/' https://sonar.example.com/api/webhooks/create\n")
  expect(await guide(`${PLATFORM}delivery: { engine: gitlab, gate: "https://sonar.example.com/" }\n`)).not.toContain('webhook')
})
