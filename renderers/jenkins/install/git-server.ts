import type { Model } from '../../../engine/sdk.ts'

type Install = NonNullable<Model['delivery']['jenkins']['install']>

/** The repository of the platform, as its server knows it. */
export interface Repository {
  readonly server: 'gitlab' | 'github'
  /** `https://git.example.com` */
  readonly origin: string
  /** The group or owner. */
  readonly owner: string
  readonly name: string
}

/** The repository on a server whose API Jenkins uses; undefined when it only knows Git. A path that names no repository is reported by a check. */
export function repositoryOf({ delivery: { git } }: Model, { repository }: Install): Repository | undefined {
  const [, origin, owner, name] = /^(https?:\/\/[^/]+)\/(.+)\/([^/]+?)(?:\.git)?\/?$/.exec(repository) ?? []
  return git === undefined || origin === undefined || owner === undefined || name === undefined
    ? undefined
    : { server: git.server, origin, owner, name }
}

/**
 * What Jenkins is told of the server, below `unclassified`. https://plugins.jenkins.io/gitlab-branch-source/ https://plugins.jenkins.io/github-branch-source/
 * Webhooks are made by Jenkins, and carry a secret.
 */
export function serverConfiguration(model: Model, install: Install): object {
  const { git } = model.delivery
  const repository = repositoryOf(model, install)
  if (git === undefined || repository === undefined) return {}
  const { origin, server } = repository
  if (server === 'gitlab')
    return {
      gitLabServers: {
        servers: [
          {
            name: SERVER,
            serverUrl: origin,
            credentialsId: git.token,
            manageWebHooks: true,
            manageSystemHooks: false,
            webhookSecretCredentialsId: git.webhook,
          },
        ],
      },
    }
  const apiUrl = apiOf(origin)
  return {
    gitHubPluginConfig: {
      configs: [{ name: SERVER, apiUrl, credentialsId: git.token, manageHooks: true }],
      hookSecretConfigs: [{ credentialsId: git.webhook }],
    },
    // One that is not GitHub's own has to be known by name.
    ...(apiUrl === GITHUB_API ? {} : { gitHubConfiguration: { endpoints: [{ apiUri: apiUrl, name: SERVER }] } }),
  }
}

/** Its name in Jenkins. */
export const SERVER = 'git'
const GITHUB_API = 'https://api.github.com'

function apiOf(origin: string): string {
  return origin === 'https://github.com' ? GITHUB_API : `${origin}/api/v3`
}
