import type { Build, Image } from '../../engine/sdk.ts'
import { type BaseImages, FRONTEND } from '../_shared/base-images.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { dockerfileValue } from '../_shared/quote/dockerfile.ts'
import { shellWords } from '../_shared/quote/shell.ts'
import { exposedPorts, mainPort, smallestMemory, writablePaths } from './agreement.ts'
import { secretMounts } from './secrets.ts'
import { stackView } from './stacks/stack.ts'
import type { StackInput, StackView } from './stacks/stack-view.ts'

/** What every Dockerfile says, and what its stack adds. Every text is quoted for where it stands. */
export interface DockerfileView extends StackView {
  readonly frontend: string
  /** As it is: a path has no line breaks, so it stays in its comment. */
  readonly context: string
  readonly buildImage: string
  readonly runImage: string
  readonly others: readonly { readonly stage: string; readonly image: string }[]
  /** `NAME="value"` */
  readonly arguments: readonly string[]
  /** Flags of RUN that mount the secrets of the build, each with a space in front. */
  readonly mounts: string
  /** The same in front of a command that has no other flags. */
  readonly mountsOnly: string
  readonly install: { readonly build: InstallView; readonly run: InstallView }
  /** `key="value"` */
  readonly labels: readonly string[]
  /** `10001:10001` */
  readonly user: string
  readonly uid: number
  readonly gid: number
  /** Words of a shell command; empty when the base image has every writable path, or no shell to make them. */
  readonly writable: string
  /** `8080`, `53/udp` */
  readonly ports: readonly string[]
}

/** Packages of the operating system: words of a shell command, empty when there are none. */
interface InstallView {
  readonly words: string
  readonly alpine: boolean
  /** The rule of hadolint that wants a version for each; empty when each has one. */
  readonly rule: string
}

/** The view of a Dockerfile. `image` says where an image comes from. */
export function dockerfileView(
  built: BuiltService,
  images: BaseImages,
  image: (reference: string) => Image,
  template: StackInput['template'],
): DockerfileView {
  const { service, build } = built
  const from = (reference: string): string => (reference === 'scratch' ? reference : image(reference).reference)
  const writable = writablePaths(built)
  const mounts = secretMounts(build.secrets)
  const run = from(images.run)
  const stack = stackView({
    built,
    images,
    port: mainPort(service)?.port,
    writable,
    memory: smallestMemory(built),
    logs: service.logs.format,
    template,
  })
  const hasShell = images.run !== 'scratch' && !images.run.endsWith('-chiseled')
  return {
    frontend: from(FRONTEND),
    context: build.context,
    buildImage: from(images.build),
    runImage: run,
    others: Object.entries(images.others).map(([stage, reference]) => ({ stage, image: from(reference) })),
    arguments: Object.entries(build.args).map(([name, value]) => `${name}=${dockerfileValue(value)}`),
    mounts,
    mountsOnly: mounts === '' ? '' : `${mounts.slice(1)} `,
    install: {
      build: install([...ownPackages(build.stack), ...build.packages.build], images.build),
      run: install(build.packages.run, images.run),
    },
    labels: labels(built, images.run === 'scratch' ? undefined : image(images.run)),
    user: `${service.security.user}:${service.security.group}`,
    uid: service.security.user,
    gid: service.security.group,
    writable: hasShell ? shellWords(writable.filter((path) => path !== '/tmp')) : '',
    ports: exposedPorts(built),
    ...stack,
  }
}

/** What a stack itself needs of the system that it is built in. */
function ownPackages(stack: Build['stack']): readonly string[] {
  return stack === 'rust' ? ['tini-static'] : []
}

function install(packages: readonly string[], base: string): InstallView {
  const alpine = base.includes('-alpine')
  const pinned = packages.every((name) => name.includes('='))
  return { words: shellWords(packages), alpine, rule: pinned ? '' : alpine ? 'DL3018' : 'DL3008' }
}

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md. What changes with every build is said by whoever builds. */
function labels({ service }: BuiltService, base: Image | undefined): readonly string[] {
  const { description, owner, name } = service
  const values: readonly (readonly [key: string, value: string | undefined])[] = [
    ['title', name],
    ['description', description === undefined ? undefined : oneLine(description)],
    ['vendor', owner],
    ['base.name', base && `${base.registry}/${base.repository}${base.tag === undefined ? '' : `:${base.tag}`}`],
    ['base.digest', base?.digest],
  ]
  return values.flatMap(([key, value]) => (value === undefined ? [] : [`org.opencontainers.image.${key}=${dockerfileValue(value)}`]))
}

const oneLine = (text: string): string => text.trim().replace(/\s*[\n\r\0]\s*/g, ' ')
