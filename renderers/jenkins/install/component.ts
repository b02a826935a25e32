import { type Component, type JsonObject, type Model, writeYaml } from '../../../engine/sdk.ts'
import { configuration } from './casc.ts'
import { credentialsOf, SECRETS } from './credentials.ts'
import { JENKINS } from './plugins.ts'

const CONFIGURATION = '/etc/jenkins/jenkins.yaml'
/** Where people and agents come in. */
export const PORT = 8080

/** The Jenkins of the platform, in the environment that is to have it. */
export function* jenkinsComponent(model: Model): Iterable<Component> {
  const { install, agent } = model.delivery.jenkins
  if (install === undefined || install.in !== model.environment.name || !model.delivery.engines.includes('jenkins')) return
  const { namespace, host, tls, storage, resources, placement, secret } = install
  const keys = ['ADMIN_PASSWORD', ...credentialsOf(model).flatMap((credential) => credential.keys)]
  yield {
    name: 'jenkins',
    says: ['delivery', 'jenkins', 'install'],
    namespace,
    // The BuildKit beside a build has no profile of seccomp; Jenkins itself is as restricted as everything else.
    podSecurity: agent === undefined ? 'privileged' : 'restricted',
    roles:
      agent === undefined
        ? { agents: { description: 'Starts the pods that work for it, here and nowhere else.', rules: AGENT_RULES } }
        : {},
    service: {
      description: 'Runs the pipelines.',
      kind: 'StatefulSet',
      image: imageOf(model),
      ports: { http: PORT },
      expose: { host, tls },
      env: {
        CASC_JENKINS_CONFIG: CONFIGURATION,
        SECRETS,
        JAVA_OPTS: '-Djenkins.install.runSetupWizard=false -XX:MaxRAMPercentage=60 -Djava.awt.headless=true',
      },
      files: { [CONFIGURATION]: writeYaml([configuration(model, install)]) },
      secrets: Object.fromEntries(keys.map((key) => [key, { ref: `${secret}/${key}` }])),
      volumes: {
        home: { mount: '/var/jenkins_home', size: storage, ...(install.class === undefined ? {} : { class: install.class }) },
      },
      writable: { '/tmp': '1Gi' },
      security: { user: 1000, group: 1000 },
      health: { ready: '/login', live: '/login', startup: '5m' },
      resources: resources as unknown as JsonObject,
      placement: placement as unknown as JsonObject,
      replicas: 1,
      waivers: {
        root: 'Its image belongs to the user 1000, and so does its home.',
        replicas: 'A controller of Jenkins is one; runs go on when it is back.',
        ...(agent === undefined ? { account: 'It starts the pods that work for it.' } : {}),
      },
    },
  }
}

const AGENT_RULES = [
  { resources: ['pods'], verbs: ['create', 'delete', 'get', 'list', 'watch'] },
  { resources: ['pods/exec'], verbs: ['create', 'get'] },
  { resources: ['pods/log'], verbs: ['get', 'list', 'watch'] },
  { resources: ['events'], verbs: ['watch'] },
]

/** Its image, which is built from the rendered Dockerfile. */
export function imageOf({ delivery, registry }: Model): string {
  const { install } = delivery.jenkins
  if (install?.image !== undefined) return install.image
  return registry === undefined ? JENKINS.image : `${registry.host}/${registry.project}/jenkins:${JENKINS.version}`
}
