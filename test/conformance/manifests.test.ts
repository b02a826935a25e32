/** The objects of every environment of every platform, by the judges of Kubernetes objects. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { lines, type Verdict } from './finding.ts'
import { checkov } from './judges/checkov.ts'
import { kubeScore } from './judges/kube-score.ts'
import { kubeconform } from './judges/kubeconform.ts'
import { yamlVersions } from './judges/yaml-versions.ts'
import { yamllint } from './judges/yamllint.ts'
import { readObjects, yamlFiles } from './objects.ts'
import { describeWith } from './tool.ts'

const rendered = inject('rendered')
const environments = rendered.flatMap((platform) =>
  platform.environments.map((environment) => ({
    title: `${platform.name} in ${environment.name}`,
    folder: join(platform.out, 'manifests', environment.name),
    kubernetes: environment.kubernetes,
  })),
)

/** Nothing found; and whatever is waived says why. */
function expectClean({ findings, waived }: Verdict): void {
  expect(lines(findings)).toEqual([])
  expect(lines(waived.filter(({ reason }) => reason.trim().length < 10))).toEqual([])
}

describe('every platform', () => {
  test('renders without a word', () => {
    expect(inject('unclean')).toEqual([])
  })

  test('has a folder of manifests for each environment, and no other', () => {
    for (const { name, out, environments: known } of rendered)
      expect(readdirSync(join(out, 'manifests')).sort(), name).toEqual(known.map((environment) => environment.name).sort())
  })
})

describeWith(['kubeconform', 'schemas/json'], 'kubeconform', () => {
  test('every object has the shape that its API server asks for', async () => {
    const { findings, valid } = await kubeconform(environments.map(({ folder }) => folder))
    expect(lines(findings)).toEqual([])
    expect(valid).toBe(environments.reduce((sum, { folder }) => sum + readObjects(folder).list.length, 0))
  })
})

describeWith(['kube-score'], 'kube-score', () => {
  test.each(environments)('$title', async ({ folder, kubernetes }) => {
    expectClean(await kubeScore(readObjects(folder), kubernetes))
  })
})

describeWith(['checkov'], 'checkov', () => {
  // It takes longer to start than to judge, so a platform is judged at once; with waivers and without, that is two processes.
  test.each(rendered)('$name', async ({ out }) => {
    expectClean(await checkov(join(out, 'manifests'), 'kubernetes'))
  })
})

/** Templates of charts are no YAML until Helm filled them. */
const allYaml = rendered.flatMap(({ out }) => yamlFiles(out)).filter((file) => !/\/helm\/.*\/templates\//.test(file))

describeWith(['yamllint'], 'YAML', () => {
  test('has the style that yamllint asks for', async () => {
    expect(lines(await yamllint(allYaml))).toEqual([])
  })

  test('is the same for readers of 1.1 and of 1.2', async () => {
    expect(lines(await yamlVersions(allYaml))).toEqual([])
  })

  test('is everywhere', () => {
    expect(allYaml.length).toBeGreaterThan(environments.length)
    expect(rendered.every(({ out }) => existsSync(out))).toBe(true)
  })
})
