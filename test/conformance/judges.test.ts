/** The judges judged: what is known to be good passes, and a spoiled copy does not. A judge that never finds anything is worth nothing. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Finding } from './finding.ts'
import { checkov } from './judges/checkov.ts'
import { dockerfileCheck, hadolint } from './judges/dockerfile.ts'
import { istioAnalyze, istioValidate } from './judges/istioctl.ts'
import { kubeScore } from './judges/kube-score.ts'
import { kubeconform } from './judges/kubeconform.ts'
import { yamlVersions } from './judges/yaml-versions.ts'
import { yamllint } from './judges/yamllint.ts'
import { readObjects } from './objects.ts'
import { describeWith, shared } from './tool.ts'

const scratch = mkdtempSync(join(tmpdir(), 'platgen-judges-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** A file in a folder of its own. */
function file(name: string, text: string): string {
  const path = join(mkdtempSync(join(scratch, 'case-')), name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

const golden = (name: string) => readFileSync(join(shared, 'golden', name), 'utf8')
const rules = (findings: readonly Finding[]) => findings.map(({ rule }) => rule).sort()

/** The golden workload with a writable root file system, and annotations on its Deployment. */
const writable = (annotations: readonly string[]) =>
  golden('cart.yaml')
    .replace('readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false')
    .replace(
      'kind: Deployment\nmetadata:\n',
      `kind: Deployment\nmetadata:\n  annotations:\n${annotations.map((line) => `    ${line}\n`).join('')}`,
    )

describeWith(['kubeconform', 'schemas/json', 'golden/cart.yaml'], 'kubeconform', () => {
  test('passes what is right', async () => {
    expect(await kubeconform([file('cart.yaml', golden('cart.yaml'))])).toEqual({ findings: [], valid: 6 })
  })
  test('finds an unknown field and an unknown kind', async () => {
    const text = golden('cart.yaml')
      .replace('enableServiceLinks', 'enableServiceLink')
      .replace('kind: PodDisruptionBudget', 'kind: PodDisruptionBudge')
    expect(rules((await kubeconform([file('cart.yaml', text)])).findings)).toEqual(['statusError', 'statusInvalid'])
  })
})

describeWith(['kube-score', 'golden/cart.yaml'], 'kube-score', () => {
  const score = (text: string) => kubeScore(readObjects(dirname(file('cart.yaml', text))), '1.34')
  const rule = 'container-security-context-readonlyrootfilesystem'
  test('passes what is right', async () => {
    expect(await score(golden('cart.yaml'))).toEqual({ findings: [], waived: [] })
  })
  test('finds', async () => {
    expect(rules((await score(writable(['a: b']))).findings)).toEqual([rule])
  })
  test('tells waived from passed, and a waiver that hides nothing', async () => {
    const { findings, waived } = await score(
      writable([`kube-score/ignore: ${rule},pod-probes`, 'platgen.dev/waiver-root: it unpacks plugins']),
    )
    expect(waived.map((one) => [one.rule, one.reason])).toEqual([[rule, 'it unpacks plugins']])
    expect(rules(findings)).toEqual(['pod-probes'])
  })
})

describeWith(['checkov', 'golden/cart.yaml'], 'checkov', () => {
  const judge = (text: string) => checkov(dirname(file('cart.yaml', text)), 'kubernetes')
  test('passes what is right', async () => {
    expect(await judge(golden('cart.yaml'))).toEqual({ findings: [], waived: [] })
  })
  test('finds', async () => {
    expect(rules((await judge(writable(['a: b']))).findings)).toEqual(['CKV_K8S_22'])
  })
  test('tells waived from passed, and a waiver that hides nothing', async () => {
    const { findings, waived } = await judge(
      writable(['checkov.io/skip1: CKV_K8S_22=it unpacks plugins', 'checkov.io/skip2: CKV_K8S_8=no']),
    )
    expect(waived.map(({ rule, reason }) => [rule, reason])).toEqual([['CKV_K8S_22', 'it unpacks plugins']])
    expect(rules(findings)).toEqual(['CKV_K8S_8'])
  })
  test('reads Dockerfiles', async () => {
    expect(await checkov(dirname(file('Dockerfile', golden('Dockerfile'))), 'dockerfile')).toEqual({ findings: [], waived: [] })
    const spoiled = `# checkov:skip=CKV_DOCKER_2:nobody asks\n# checkov:skip=CKV_DOCKER_5:no\n${golden('Dockerfile').replace(/USER.*|HEALTHCHECK.*/g, '')}`
    const { findings, waived } = await checkov(dirname(file('Dockerfile', spoiled)), 'dockerfile')
    expect(rules(findings)).toEqual(['CKV_DOCKER_3', 'CKV_DOCKER_5'])
    expect(rules(waived)).toEqual(['CKV_DOCKER_2'])
  })
})

describeWith(['yamllint'], 'yamllint', () => {
  test('passes and finds', async () => {
    expect(await yamllint([file('a.yaml', `---\na: 1\nb: "${'x'.repeat(200)}"\n`)])).toEqual([])
    expect(rules(await yamllint([file('a.yaml', 'a:  1\na: 2 \n')]))).toEqual([
      'colons',
      'document-start',
      'key-duplicates',
      'trailing-spaces',
    ])
  })
})

describeWith(['yamllint'], 'YAML 1.1 and 1.2', () => {
  test('agree on quoted texts', async () => {
    expect(
      await yamlVersions([file('a.yaml', '---\na: "yes"\nb: 1\nc: [true, null, 1.5]\n'), file('b.yaml', 'a: 1\n---\nb: é\n')]),
    ).toEqual([])
  })
  test.each(['yes', '012', '2001-01-01', '0o14', '1_000', '12:30:45', '1e3'])('differ on a bare %s', async (word) => {
    expect(await yamlVersions([file('a.yaml', `a: ${word}\n`)])).toHaveLength(1)
  })
})

describeWith(['dockerfile-check', 'golden/Dockerfile'], 'dockerfile-check', () => {
  test('passes and finds', async () => {
    expect(await dockerfileCheck([file('Dockerfile', golden('Dockerfile'))])).toEqual([])
    expect(rules(await dockerfileCheck([file('Dockerfile', golden('Dockerfile').replace('WORKDIR /app', 'WORKDIR app'))]))).toContain(
      'WorkdirRelativePath',
    )
    expect(rules(await dockerfileCheck([file('Dockerfile', 'FROM scratch\nRUNN x\n')]))).toEqual(['error'])
  })
})

describeWith(['hadolint', 'golden/Dockerfile'], 'hadolint', () => {
  test('passes and finds', async () => {
    expect(await hadolint([file('Dockerfile', golden('Dockerfile'))])).toEqual({ findings: [], waived: [] })
    expect(rules((await hadolint([file('Dockerfile', golden('Dockerfile').replace('WORKDIR /app', 'WORKDIR app'))])).findings)).toEqual([
      'DL3000',
    ])
  })
  test('tells waived from passed, and a waiver that hides nothing', async () => {
    const text = golden('Dockerfile').replace('WORKDIR /app', '# the base image says where\n# hadolint ignore=DL3000,DL3008\nWORKDIR app')
    const { findings, waived } = await hadolint([file('Dockerfile', text)])
    expect(waived.map(({ rule, reason }) => [rule, reason])).toEqual([['DL3000', 'the base image says where']])
    expect(rules(findings)).toEqual(['DL3008'])
  })
})

describeWith(['istioctl', 'golden/istio'], 'istioctl', () => {
  const routing = () => golden('istio/01-routing-canary.yaml')
  test('passes what is right', async () => {
    expect(await istioValidate([file('a.yaml', routing())])).toEqual([])
    expect(await istioAnalyze([file('a.yaml', routing())])).toEqual([])
  })
  test('finds', async () => {
    expect(await istioValidate([file('a.yaml', routing().replace('perTryTimeout', 'perTry'))])).not.toEqual([])
    expect(rules(await istioAnalyze([file('a.yaml', routing().replace('subset: v2', 'subset: v9'))]))).toContain('IST0101')
  })
})
