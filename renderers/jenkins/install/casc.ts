import type { Model } from '../../../engine/sdk.ts'
import { type Credential, credentialsOf, SECRETS } from './credentials.ts'
import { serverConfiguration } from './git-server.ts'
import { jobsScript } from './jobs.ts'

type Install = NonNullable<Model['delivery']['jenkins']['install']>

/** The configuration of the whole Jenkins. https://github.com/jenkinsci/configuration-as-code-plugin */
export function configuration(model: Model, install: Install): object {
  const { platform, delivery } = model
  const { library, agent } = delivery.jenkins
  return {
    jenkins: {
      systemMessage: `Delivers ${platform.name}. Everything here is configured by platform.yaml; what is changed by hand is lost when it starts again.`,
      // Nothing is built where the credentials are.
      numExecutors: 0,
      mode: 'EXCLUSIVE',
      crumbIssuer: { standard: { excludeClientIPFromCrumb: true } },
      securityRealm: { local: { allowsSignup: false, users: [{ id: 'admin', password: secret('ADMIN_PASSWORD') }] } },
      authorizationStrategy: { loggedInUsersCanDoAnything: { allowAnonymousRead: false } },
      ...(agent === undefined ? { clouds: [cloud(install)] } : {}),
    },
    credentials: { system: { domainCredentials: [{ credentials: credentialsOf(model).map(credential) }] } },
    unclassified: {
      location: { url: `https://${install.host}/` },
      ...serverConfiguration(model, install),
      globalLibraries: {
        libraries: [
          {
            name: library.name,
            defaultVersion: library.version,
            implicit: false,
            allowVersionOverride: true,
            includeInChangesets: false,
            retriever: {
              modernSCM: {
                libraryPath: `${delivery.output}/jenkins/library/`,
                scm: {
                  git: {
                    remote: escaped(install.repository),
                    credentialsId: install.git,
                    traits: ['gitBranchDiscovery', 'gitTagDiscovery'],
                  },
                },
              },
            },
          },
        ],
      },
      ...(delivery.gate === undefined
        ? {}
        : {
            sonarGlobalConfiguration: {
              buildWrapperEnabled: false,
              installations: [
                { name: delivery.gate.server, serverUrl: escaped(delivery.gate.url), credentialsId: delivery.gate.credentials },
              ],
            },
          }),
    },
    jobs: [{ script: escaped(jobsScript(model, install)) }],
  }
}

function cloud({ namespace }: Install): object {
  return {
    kubernetes: {
      name: 'kubernetes',
      serverUrl: 'https://kubernetes.default.svc',
      namespace,
      jenkinsUrl: `http://jenkins.${namespace}:8080/`,
      // Agents come in by the same port as people.
      webSocket: true,
      containerCapStr: '20',
      podLabels: [{ key: AGENT.key, value: AGENT.value }],
    },
  }
}

/** What the pods of runs are known by. */
export const AGENT = { key: 'platgen.dev/agent', value: 'jenkins' } as const

function credential({ id, kind, keys }: Credential): object {
  const [first = '', second = ''] = keys
  const shared = { scope: 'GLOBAL', id }
  switch (kind) {
    case 'password':
      return { usernamePassword: { ...shared, username: secret(first), password: secret(second) } }
    case 'file':
      return { file: { ...shared, fileName: id, secretBytes: `$\{readFileBase64:${SECRETS}/${first}}` } }
    case 'gitlab':
      return { gitlabPersonalAccessToken: { ...shared, token: secret(first) } }
    case 'text':
      return { string: { ...shared, secret: secret(first) } }
  }
}

/** A secret, which Jenkins reads from the file of that name. */
function secret(name: string): string {
  return `$\{${name}}`
}

/** A text in which `${` is itself: `^` takes its meaning away. */
function escaped(text: string): string {
  return text.replaceAll('$' + '{', '^$' + '{')
}
