/** What judges are told, and that they are told nothing else. */
import { describe, expect, test } from 'vitest'
import { type Part, renderClean } from './rendered.ts'

async function annotations(words: string, kind = 'Deployment', environment = 'dev'): Promise<Part> {
  const { get } = await renderClean(
    `environments: { ${environment}: {} }\nservices: { web: { build: go, image: { digest: "sha256:${'0'.repeat(64)}" }, ${words} }, client: { build: go, calls: [web] } }`,
    environment,
  )
  return (get(kind, 'web').metadata?.annotations ?? {}) as Part
}
const QUIET = 'ports: { http: 80 }, health: { ready: /r, live: /l }'
const rules = (found: Part) =>
  Object.entries(found).flatMap(([key, value]) =>
    key.startsWith('checkov.io/') ? [String(value).replace(/=.*/, '')] : key === 'kube-score/ignore' ? String(value).split(',') : [],
  )
const polaris = (found: Part) => Object.keys(found).flatMap((key) => /^polaris\.fairwinds\.com\/(.*)-exempt$/.exec(key)?.[1] ?? [])

test('a service that opts out of nothing has none', async () => {
  expect(await annotations(QUIET)).toEqual({})
})

describe('opt-outs', () => {
  test.each([
    ['security: { user: 0 }', ['CKV_K8S_23', 'CKV_K8S_40', 'container-security-context-user-group-id'], ['runAsRootAllowed']],
    ['security: { user: 999 }', ['CKV_K8S_40', 'container-security-context-user-group-id'], []],
    ['security: { group: 999 }', ['container-security-context-user-group-id'], []],
    ['security: { escalation: true }', ['CKV_K8S_20'], ['privilegeEscalationAllowed']],
    [
      'security: { readOnlyRoot: false }',
      ['CKV_K8S_22', 'container-security-context-readonlyrootfilesystem'],
      ['notReadOnlyRootFilesystem'],
    ],
    ['security: { capabilities: [NET_BIND_SERVICE] }', ['CKV_K8S_25'], []],
    ['security: { capabilities: [SYS_ADMIN] }', ['CKV_K8S_25', 'CKV_K8S_39'], ['dangerousCapabilities']],
    [
      'security: { privileged: true }',
      ['CKV_K8S_16', 'CKV_K8S_20', 'container-security-context-privileged'],
      ['runAsPrivileged', 'privilegeEscalationAllowed'],
    ],
    ['security: { hostNetwork: true }', ['CKV_K8S_19'], ['hostNetworkSet']],
    ['security: { hostPID: true, hostIPC: true }', ['CKV_K8S_17', 'CKV_K8S_18'], ['hostPIDSet', 'hostIPCSet']],
    ['security: { seccomp: Unconfined }', ['CKV_K8S_31'], []],
    ['volumes: { s: { mount: /s, hostPath: /var/run/docker.sock } }', ['CKV_K8S_27'], ['hostPathSet']],
    ['secrets: { A: { ref: s/a, as: env } }', ['CKV_K8S_35'], []],
    ['resources: { cpu: { limit: none } }', ['CKV_K8S_11', 'container-resources'], ['cpuLimitsMissing']],
    ['account: { token: true }', ['CKV_K8S_38'], ['automountServiceAccountToken']],
    ['image: { pullPolicy: IfNotPresent }', ['CKV_K8S_43', 'CKV_K8S_15', 'container-image-pull-policy'], ['pullPolicyNotAlways']],
    ['replicas: 1', ['deployment-replicas'], ['deploymentMissingReplicas']],
    ['replicas: { min: 2, max: 3 }', [], ['deploymentMissingReplicas']],
    ['rollout: Recreate', ['deployment-strategy'], []],
    ['placement: { spread: none }', ['deployment-has-host-podantiaffinity'], ['topologySpreadConstraint']],
    ['env: { TOKEN_URL: x }', [], ['sensitiveContainerEnvVar']],
    ['secrets: { PASSWORD: { ref: s/a, as: file-env } }', [], ['sensitiveContainerEnvVar']],
  ])('%s', async (words, found, exempt) => {
    const written = words.startsWith('image:') ? await imageAnnotations(words) : await annotations(`${QUIET}, ${words}`)
    expect(rules(written).sort()).toEqual([...found].sort())
    expect(polaris(written)).toEqual(exempt)
  })

  async function imageAnnotations(words: string): Promise<Part> {
    const { get } = await renderClean(`services: { web: { build: go, ${words}, ${QUIET} }, client: { build: go, calls: [web] } }`)
    return get('Deployment', 'web').metadata?.annotations as Part
  }

  test('of init containers and sidecars count where a judge looks at them', async () => {
    const found = await annotations(
      `${QUIET}, init: [{ name: i, image: "docker.io/library/busybox:1.37.0", security: { user: 0, readOnlyRoot: false } }]`,
    )
    expect(rules(found).sort()).toEqual(
      ['CKV_K8S_22', 'CKV_K8S_43', 'container-security-context-readonlyrootfilesystem', 'container-security-context-user-group-id'].sort(),
    )
  })

  test('carry the reason that is written, also beside judges that have no place for it', async () => {
    const found = await annotations(
      `${QUIET}, replicas: 1, security: { readOnlyRoot: false }, waivers: { replicas: One is = enough for it., writableRoot: It unpacks plugins. }`,
      'Deployment',
      'prod',
    )
    expect(found).toMatchObject({
      'checkov.io/skip1': 'CKV_K8S_22=It unpacks plugins.',
      'platgen.dev/waiver-replicas': 'One is = enough for it.',
      'ignore-check.kube-linter.io/no-read-only-root-fs': 'It unpacks plugins.',
    })
  })

  test('a reason never holds a second `=` for checkov', async () => {
    const found = await annotations(`${QUIET}, security: { readOnlyRoot: false }, waivers: { writableRoot: "It wants x=1 and y=2." }`)
    expect(found['checkov.io/skip1']).toBe('CKV_K8S_22=It wants x:1 and y:2.')
  })
})

describe('probes', () => {
  test('that ask the same, as kube-score compares them', async () => {
    expect(rules(await annotations('ports: { http: 80 }, health: /h'))).toEqual(['pod-probes-identical'])
    expect(rules(await annotations('ports: { http: 80 }'))).toEqual(['pod-probes-identical'])
    expect(rules(await annotations('ports: { grpc: 80 }, health: { ready: { grpc: "" }, live: { grpc: "" } }'))).toEqual([])
    expect(rules(await annotations('ports: { http: 80 }, health: { ready: /h, live: { tcp: true } }'))).toEqual([])
  })

  test('that are missing, on purpose or because nothing listens', async () => {
    const disabled = await annotations('ports: { http: 80 }, health: { disabled: true }, waivers: { health: It serves nobody at all. }')
    expect(rules(disabled).sort()).toEqual(['CKV_K8S_8', 'CKV_K8S_9', 'pod-probes'])
    expect(disabled['platgen.dev/waiver-health']).toBe('It serves nobody at all.')
    const { get } = await renderClean('services: { worker: { build: go }, peers: { kind: StatefulSet, build: go } }')
    const worker = get('Deployment', 'worker').metadata?.annotations as Part
    expect(rules(worker)).not.toContain('pod-probes')
    expect(worker['checkov.io/skip2']).toBe('CKV_K8S_8=it listens on no port, so there is nothing to ask')
    expect(rules(get('StatefulSet', 'peers').metadata?.annotations as Part)).toContain('pod-probes')
  })
})

describe('other objects', () => {
  test('an autoscaler that goes down to one, a Service on the nodes, a policy for everybody', async () => {
    expect(await annotations(`${QUIET}, replicas: { min: 1, max: 3 }`, 'HorizontalPodAutoscaler')).toEqual({
      'kube-score/ignore': 'horizontalpodautoscaler-replicas',
      'polaris.fairwinds.com/hpaMinAvailability-exempt': 'true',
      'platgen.dev/waiver-replicas': 'dev is not production',
    })
    expect(await annotations(`${QUIET}, service: NodePort`, 'Service')).toMatchObject({ 'kube-score/ignore': 'service-type' })
    expect(await annotations(`${QUIET}, access: { anyone: true }, waivers: { network: A partner probes it. }`, 'NetworkPolicy')).toEqual({
      'platgen.dev/waiver-network': 'A partner probes it.',
    })
  })

  test('whom nobody calls has no rule for callers, which Polaris wants', async () => {
    const { get } = await renderClean('services: { worker: { build: go } }')
    expect(polaris(get('Deployment', 'worker').metadata?.annotations as Part)).toContain('missingNetworkPolicy')
  })
})
