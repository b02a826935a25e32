import type { Model } from '../../../engine/sdk.ts'

/** The newest long-term release, with the Java that it recommends. https://www.jenkins.io/changelog-stable/ */
export const JENKINS = { image: 'docker.io/jenkins/jenkins:2.555.2-lts-jdk21', version: '2.555.2' } as const

/** Plugins by exact version. To refresh: `jenkins-plugin-cli --available-updates` in the image. https://plugins.jenkins.io */
const PLUGINS = {
  'basic-branch-build-strategies': '81.v05e333931c7d',
  'configuration-as-code': '2111.v475308a_6c93b_',
  'credentials-binding': '728.v902a_273b_8947',
  git: '5.10.1',
  github: '1.47.0',
  'github-branch-source': '1983.vfa_27ed961853',
  'gitlab-branch-source': '744.vb_d0403d08ec7',
  http_request: '1.25',
  'job-dsl': '3654.vdf58f53e2d15',
  junit: '1416.vd753e036de5e',
  kubernetes: '4540.v612369217f87',
  'lockable-resources': '1560.va_b_cd589f23eb_',
  mailer: '534.v1b_36f5864073',
  sonar: '2.18.3',
  'workflow-aggregator': '608.v67378e9d3db_1',
} as const

/** What the steps of the library, and what is configured as code, need. */
export function pluginsOf(models: readonly Model[]): readonly string[] {
  const [first] = models
  if (first === undefined) return []
  const { delivery } = first
  const { notify, gate, git } = delivery
  const tests = models.flatMap(({ services }) => Object.values(services).map(({ test }) => test))
  const used: Readonly<Record<keyof typeof PLUGINS, boolean>> = {
    'basic-branch-build-strategies': true,
    'configuration-as-code': true,
    'credentials-binding': true,
    git: true,
    github: git?.server === 'github',
    'github-branch-source': git?.server === 'github',
    'gitlab-branch-source': git?.server === 'gitlab',
    http_request: [notify?.dingtalk, notify?.wecom, notify?.slack].some((channel) => channel !== undefined),
    'job-dsl': true,
    junit: tests.some(({ reports, acceptance }) => reports !== undefined || acceptance !== undefined),
    kubernetes: delivery.jenkins.agent === undefined,
    'lockable-resources': true,
    mailer: notify?.email !== undefined,
    sonar: gate !== undefined,
    'workflow-aggregator': true,
  }
  return Object.entries(PLUGINS).flatMap(([name, version]) => (used[name as keyof typeof PLUGINS] ? [`${name}:${version}`] : []))
}
