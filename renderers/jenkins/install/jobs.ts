import { durationSeconds, type Model } from '../../../engine/sdk.ts'
import { groovyString } from '../../_shared/quote/groovy.ts'
import { repositoryOf, SERVER } from './git-server.ts'

type Install = NonNullable<Model['delivery']['jenkins']['install']>

/**
 * A folder of the platform, with a job for every service that is built here and one that checks what was rendered (no service has `_` in its name), as Job DSL. Branches and tags are built as
 * they come; of the tags only fresh ones, so that a new Jenkins does not build all of history. https://jenkinsci.github.io/job-dsl-plugin/
 */
export function jobsScript(model: Model, install: Install): string {
  const { platform, services, delivery } = model
  const names = Object.values(services).flatMap(({ name, build }) => (build === undefined ? [] : [name]))
  const { output } = delivery
  const job = (id: string, script: string) => jobScript(`${platform.name}/${id}`, id, script, model, install)
  return [
    `folder(${groovyString(platform.name)})\n`,
    job('render_check', `${output}/jenkins/Jenkinsfile`),
    ...names.map((name) => job(name, `${output}/jenkins/${name}/Jenkinsfile`)),
  ].join('')
}

/**
 * Where a job finds what to build. A server that Jenkins knows tells it of pull requests, too; those from a fork are left out, because whoever makes one could
 * read the credentials of a build. A branch with a pull request is built beside it: it may be one that is deployed.
 */
function sourceLines(id: string, model: Model, install: Install): readonly string[] {
  const { repository, git } = install
  const found = repositoryOf(model, install)
  const lines = [`id(${groovyString(id)})`]
  const credentials = `credentialsId(${groovyString(git)})`
  if (found === undefined)
    return [
      'git {',
      ...inside([...lines, `remote(${groovyString(repository)})`, credentials, ...traits('gitBranchDiscovery()', 'gitTagDiscovery()')]),
      '}',
    ]
  const { server, origin, owner, name } = found
  if (server === 'gitlab')
    return [
      'gitlab {',
      ...inside([
        ...lines,
        `serverName(${groovyString(SERVER)})`,
        `projectOwner(${groovyString(owner)})`,
        `projectPath(${groovyString(`${owner}/${name}`)})`,
        credentials,
        ...traits('gitLabBranchDiscovery { strategyId(3) }', 'gitLabOriginDiscovery { strategyId(1) }', 'gitLabTagDiscovery()'),
      ]),
      '}',
    ]
  return [
    'github {',
    ...inside([
      ...lines,
      `repoOwner(${groovyString(owner)})`,
      `repository(${groovyString(name)})`,
      `repositoryUrl(${groovyString(`${origin}/${owner}/${name}`)})`,
      'configuredByUrl(true)',
      credentials,
      ...traits('gitHubBranchDiscovery { strategyId(3) }', 'gitHubPullRequestDiscovery { strategyId(1) }', 'gitHubTagDiscovery()'),
    ]),
    '}',
  ]
}

function traits(...all: readonly string[]): readonly string[] {
  return ['traits {', ...inside(all), '}']
}

function inside(lines: readonly string[], depth = 1): readonly string[] {
  return lines.map((line) => `${'    '.repeat(depth)}${line}`)
}

function jobScript(path: string, id: string, script: string, model: Model, install: Install): string {
  const changes =
    repositoryOf(model, install) === undefined
      ? []
      : ['buildChangeRequests {', '    ignoreTargetOnlyChanges(true)', '    ignoreUntrustedChanges(true)', '}']
  return `multibranchPipelineJob(${groovyString(path)}) {
    branchSources {
        branchSource {
            source {
${inside(sourceLines(id, model, install), 4).join('\n')}
            }
            buildStrategies {
                buildRegularBranches()
${inside(changes, 4)
  .map((line) => `${line}\n`)
  .join('')}                buildTags {
                    atLeastDays('-1')
                    atMostDays('1')
                }
            }
        }
    }
    factory {
        workflowBranchProjectFactory {
            scriptPath(${groovyString(script)})
        }
    }
    orphanedItemStrategy {
        discardOldItems {
            daysToKeep(7)
        }
    }
    triggers {
        periodicFolderTrigger {
            interval(${groovyString(`${Math.max(1, Math.ceil(durationSeconds(install.interval) / 60))}m`)})
        }
    }
}
`
}
