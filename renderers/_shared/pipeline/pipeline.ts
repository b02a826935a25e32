import { type Build, durationSeconds, type Model, promotionOrder, type Tools } from '../../../engine/sdk.ts'
import { baseImages } from '../base-images.ts'
import { type BuiltService, builtServices } from '../built-services.ts'
import { type Deployment, deploymentsOf } from './deployment.ts'

/**
 * How one service gets from a commit to its users, decided, and in the words of no engine: a pull request is checked; a branch or tag that
 * reaches an environment is checked, built once, and goes by its digest through the deployments that it reaches, in their order.
 */
export interface Pipeline {
  readonly service: string
  readonly platform: string
  /** Without tag. */
  readonly image: string
  readonly registry: string
  /** Folder with the sources, from the root of the repository. */
  readonly context: string
  readonly checks: Checks
  readonly gate: Gate | undefined
  /** What only a build of the image needs, each a variable of whoever builds. */
  readonly secrets: readonly BuildSecret[]
  readonly deployments: readonly Deployment[]
  /** Longest time that a stage works, in seconds. */
  readonly timeout: number
  /** How often what needs the network is tried again. */
  readonly retries: number
}

/** The variable that holds it while an image is built, and the name of the credentials that do before. */
export interface BuildSecret {
  readonly variable: string
  readonly credentials: string
  /** Whether it is the `config.json` of Docker with the logins of the mirrors, which `image.sh` reads. */
  readonly mirrors: boolean
}

/** What is looked at side by side before an image is built. */
export interface Checks {
  readonly unit: string | undefined
  readonly lint: string | undefined
  /** Pattern of the reports of the unit tests, below the context. */
  readonly reports: string | undefined
  /** What the commands run in; undefined when there are none, or nobody knows. */
  readonly image: string | undefined
  /** Arguments of `trivy fs`, without the folder. */
  readonly scan: readonly string[] | undefined
}

/** The quality gate. */
export interface Gate {
  readonly key: string
  readonly url: string
  readonly server: string
  readonly credentials: string
  /** Seconds. */
  readonly timeout: number
}

/** Where an image comes from that platgen chooses. */
export type ChooseImage = Tools<unknown>['image']

/** The pipelines of all services that are built here. The first environment of a service speaks for what is the same in all. */
export function pipelinesOf(models: readonly Model[], chosen: ChooseImage): readonly Pipeline[] {
  const ordered = promotionOrder(models)
  return builtServices(models).map((built) => pipelineOf(built, ordered, chosen))
}

function pipelineOf(built: BuiltService, ordered: readonly Model[], chosen: ChooseImage): Pipeline {
  const { service, build, model } = built
  const { delivery, platform } = model
  return {
    service: service.name,
    platform: platform.name,
    image: `${service.image.registry}/${service.image.repository}`,
    registry: service.image.registry,
    context: build.context,
    checks: checksOf(built, chosen),
    gate:
      delivery.gate === undefined || !service.test.sonar.enabled
        ? undefined
        : {
            key: service.test.sonar.key,
            url: delivery.gate.url.replace(/\/+$/, ''),
            server: delivery.gate.server,
            credentials: delivery.gate.credentials,
            timeout: durationSeconds(delivery.gate.timeout),
          },
    secrets: [
      ...Object.entries(build.secrets).map(([variable, { credentials }]) => ({ variable, credentials, mirrors: false })),
      ...(model.images.login === undefined ? [] : [{ variable: 'MIRROR_LOGIN', credentials: model.images.login, mirrors: true }]),
    ],
    deployments: deploymentsOf(service.name, ordered),
    timeout: durationSeconds(delivery.timeout),
    retries: delivery.retries,
  }
}

function checksOf({ service: { test }, build, model }: BuiltService, chosen: ChooseImage): Checks {
  const { scan } = model.delivery
  return {
    unit: test.unit,
    lint: test.lint,
    reports: test.reports,
    image: test.unit === undefined && test.lint === undefined ? undefined : (test.image ?? toolImage(build, chosen)),
    scan: scan && [
      '--scanners',
      'vuln,secret,misconfig',
      '--severity',
      scan.severities.join(','),
      ...(scan.unfixed ? [] : ['--ignore-unfixed']),
      '--exit-code',
      '1',
      '--no-progress',
    ],
  }
}

/** The tests run where the Dockerfile builds. Nobody knows what a Dockerfile of the user's own is made with. */
function toolImage(build: Build, chosen: ChooseImage): string | undefined {
  if (build.stack === 'dockerfile') return undefined
  const images = baseImages(build)
  return 'known' in images ? undefined : chosen(images.build).reference
}
