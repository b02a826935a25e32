import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Model } from '../../../engine/sdk.ts'
import { modelsOf, renderWith } from '../../../engine/testing.ts'
import jenkins from '../../../renderers/jenkins/index.ts'
import { jenkinsComponent } from '../../../renderers/jenkins/install/component.ts'

const platform = (more = '') => `
apiVersion: platgen.dev/v1
name: shop
version: 1.4.0
registry: { host: harbor.example.com }
delivery:
  gate: https://sonar.example.com
  notify: { slack: {} }
  jenkins: { install: { in: dev, host: jenkins.example.com, repository: "https://git.example.com/it's$$\{HOME}.git" }${more} }
environments: { dev: { branch: main }, prod: { tag: "v*", cluster: far }, live: { extends: prod } }
services:
  orders: { build: spring-boot, test: { unit: mvn test } }
  nginx: { image: "docker.io/library/nginx:1.29.3" }
`

interface Configured {
  readonly credentials: { readonly system: { readonly domainCredentials: readonly [{ readonly credentials: readonly object[] }] } }
  readonly jobs: readonly [{ readonly script: string }]
  readonly unclassified: {
    readonly gitLabServers?: { readonly servers: readonly object[] }
    readonly gitHubPluginConfig?: object
    readonly gitHubConfiguration?: { readonly endpoints: readonly object[] }
  }
}

/** The component of an environment, and what is configured in it. */
function component(name: string, text = platform()) {
  const model = modelsOf(text).find(({ environment }) => environment.name === name) as Model
  const [found] = [...jenkinsComponent(model)]
  const files = (found?.service.files ?? {}) as { readonly [path: string]: string }
  return { found, configured: parse(files['/etc/jenkins/jenkins.yaml'] ?? '{}') as Configured }
}

describe('a Jenkins of the platform', () => {
  test('is in one environment, in a namespace of its own', () => {
    expect(component('prod').found).toBeUndefined()
    expect(component('dev').found).toMatchObject({ name: 'jenkins', namespace: 'jenkins', podSecurity: 'privileged' })
    expect(component('dev', platform(', agent: linux')).found?.podSecurity).toBe('restricted')
  })

  test('may start pods where it is, and nothing else', () => {
    const { rules } = (component('dev').found?.roles?.agents ?? { rules: [] }) as { rules: { resources: string[]; verbs: string[] }[] }
    expect(rules.flatMap(({ resources }) => resources)).toEqual(['pods', 'pods/exec', 'pods/log', 'events'])
    expect(JSON.stringify(rules)).not.toMatch(/\*|secrets|impersonate|escalate|bind/)
    expect(component('dev', platform(', agent: linux')).found?.roles).toEqual({})
  })

  test('knows every credential that a pipeline names, and holds none', () => {
    const { found, configured } = component('dev')
    const [{ credentials }] = configured.credentials.system.domainCredentials
    const ids = credentials.map((one) => Object.values(one).map(({ id }: { id: string }) => id)[0])
    expect(ids).toEqual(['registry', 'git', 'kubeconfig', 'kubeconfig-far', 'sonar-token', 'slack'])
    const names = [...JSON.stringify(configured).matchAll(/"\$\{(?:readFileBase64:\/run\/secrets\/jenkins\/)?(\w+)\}"/g)].map(
      ([, name]) => name,
    )
    expect([...new Set(names)].sort()).toEqual(Object.keys(found?.service.secrets as object).sort())
    for (const one of credentials)
      for (const value of Object.values(one))
        for (const [key, text] of Object.entries(value as object))
          if (['password', 'username', 'secret', 'secretBytes'].includes(key)) expect(text).toMatch(/^\$\{.+\}$/)
  })

  test('has a job for every service that is built here, from the repository as it is written', () => {
    const [{ script }] = component('dev').configured.jobs
    expect([...script.matchAll(/multibranchPipelineJob\('([^']+)'\)/g)].map(([, name]) => name)).toEqual([
      'shop/render_check',
      'shop/orders',
    ])
    expect(script).toContain("scriptPath('out/jenkins/orders/Jenkinsfile')")
    // Escaped for Groovy, and for Jenkins, which would put a variable there.
    expect(script).toContain(String.raw`remote('https://git.example.com/it\'s^$\{HOME}.git')`.replace('$\\', '$'))
  })

  test.each([
    [
      'gitlab',
      'https://git.example.com/group/it.s/platform.git',
      "projectPath('group/it.s/platform')",
      'gitLabOriginDiscovery',
      'gitlabPersonalAccessToken',
    ],
    [
      'github',
      'https://github.com/owner/platform',
      "repositoryUrl('https://github.com/owner/platform')",
      'gitHubPullRequestDiscovery',
      'string',
    ],
    ['github', 'https://git.example.com/owner/platform.git', "repoOwner('owner')", 'gitHubPullRequestDiscovery', 'string'],
  ])('hears of pull requests from %s at %s', (server, url, where, changes, kind) => {
    const text = platform()
      .replace(/repository: ".*?"/, `repository: "${url}"`)
      .replace('  gate:', `  git: ${server}\n  gate:`)
    const { found, configured } = component('dev', text)
    const [{ script }] = configured.jobs
    for (const line of [where, changes, 'buildChangeRequests', "credentialsId('git')"]) expect(script.split(line)).toHaveLength(3)
    const [{ credentials }] = configured.credentials.system.domainCredentials
    expect(credentials).toContainEqual({
      [kind]: { scope: 'GLOBAL', id: 'git-token', [kind === 'string' ? 'secret' : 'token']: '${GIT_TOKEN}' },
    })
    expect(Object.keys(found?.service.secrets as object)).toEqual(expect.arrayContaining(['GIT_TOKEN', 'GIT_WEBHOOK']))
    const { gitLabServers, gitHubPluginConfig, gitHubConfiguration } = configured.unclassified
    if (server === 'gitlab')
      expect(gitLabServers?.servers).toEqual([
        {
          name: 'git',
          serverUrl: 'https://git.example.com',
          credentialsId: 'git-token',
          manageWebHooks: true,
          manageSystemHooks: false,
          webhookSecretCredentialsId: 'git-webhook',
        },
      ])
    else {
      const apiUrl = url.startsWith('https://github.com') ? 'https://api.github.com' : 'https://git.example.com/api/v3'
      expect(gitHubPluginConfig).toEqual({
        configs: [{ name: 'git', apiUrl, credentialsId: 'git-token', manageHooks: true }],
        hookSecretConfigs: [{ credentialsId: 'git-webhook' }],
      })
      expect(gitHubConfiguration?.endpoints.length).toBe(apiUrl === 'https://api.github.com' ? undefined : 1)
    }
  })

  test('is built with the plugins that are used, each by its version', async () => {
    const { files, findings } = await renderWith(jenkins, { platform: platform() })
    expect(findings).toEqual([])
    const file = files.get('image/plugins.txt')
    const plugins = (file?.type === 'text' ? file.text : '').trim().split('\n')
    expect(plugins.map((line) => line.replace(/:.*/, ''))).toEqual([
      'basic-branch-build-strategies',
      'configuration-as-code',
      'credentials-binding',
      'git',
      'http_request',
      'job-dsl',
      'junit',
      'kubernetes',
      'lockable-resources',
      'sonar',
      'workflow-aggregator',
    ])
    for (const line of plugins) expect(line).toMatch(/^[a-z_-]+:\d[\w.]+$/)
  })
})
