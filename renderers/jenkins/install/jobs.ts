import { durationSeconds, type Model } from '../../../engine/sdk.ts'
import { groovyString } from '../../_shared/quote/groovy.ts'

type Install = NonNullable<Model['delivery']['jenkins']['install']>

/**
 * A folder of the platform, with a job for every service that is built here and one that checks what was rendered, as Job DSL. Branches and tags are built as
 * they come; of the tags only fresh ones, so that a new Jenkins does not build all of history. https://jenkinsci.github.io/job-dsl-plugin/
 */
export function jobsScript({ platform, services, delivery }: Model, install: Install): string {
  const names = Object.values(services).flatMap(({ name, build }) => (build === undefined ? [] : [name]))
  const { output } = delivery
  return [
    `folder(${groovyString(platform.name)})\n`,
    job(`${platform.name}/render-check`, 'render-check', `${output}/jenkins/Jenkinsfile`, install),
    ...names.map((name) => job(`${platform.name}/${name}`, name, `${output}/jenkins/${name}/Jenkinsfile`, install)),
  ].join('')
}

function job(path: string, id: string, script: string, { repository, git, interval }: Install): string {
  return `multibranchPipelineJob(${groovyString(path)}) {
    branchSources {
        branchSource {
            source {
                git {
                    id(${groovyString(id)})
                    remote(${groovyString(repository)})
                    credentialsId(${groovyString(git)})
                    traits {
                        gitBranchDiscovery()
                        gitTagDiscovery()
                    }
                }
            }
            buildStrategies {
                buildRegularBranches()
                buildTags {
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
            interval(${groovyString(`${Math.max(1, Math.ceil(durationSeconds(interval) / 60))}m`)})
        }
    }
}
`
}
