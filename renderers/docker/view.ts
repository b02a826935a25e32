import type { Build } from '../../engine/sdk.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { dockerfileCopy, dockerfileExec, dockerfileHeredoc, dockerfileValue } from '../_shared/quote/dockerfile.ts'
import { shellWord, shellWords } from '../_shared/quote/shell.ts'
import { exposedPorts, mainPort, smallestMemory, writablePaths } from './agreement.ts'
import { GUNICORN } from './base-images.ts'
import { javaFlags } from './java-flags.ts'

/** The images of one Dockerfile, as they are written. */
export interface WrittenImages {
  readonly frontend: string
  readonly build: string
  readonly run: string
  /** The line of the runtime: `21`. */
  readonly line: string
}

/** What every Dockerfile says. Every text is quoted for where it stands. */
export interface DockerfileView {
  readonly frontend: string
  /** As it is: a path has no line breaks, so it stays in its comment. */
  readonly context: string
  readonly buildImage: string
  readonly runImage: string
  /** `NAME="value"` */
  readonly arguments: readonly string[]
  /** `key="value"` */
  readonly labels: readonly string[]
  /** `10001:10001` */
  readonly user: string
  readonly uid: number
  readonly gid: number
  /** Words of a shell command; empty when the base image has every writable path. */
  readonly writable: string
  /** `8080`, `53/udp` */
  readonly ports: readonly string[]
  readonly entrypoint: string
}

/** What differs between stacks, beside the entry point. */
interface StackView {
  readonly entrypoint: string
  readonly [name: string]: unknown
}

/** The view of a Dockerfile. `nginxConf` is the text of that file, for a stack that has one. */
export function dockerfileView(built: BuiltService, images: WrittenImages, nginxConf: string): DockerfileView {
  const { service } = built
  const user = `${service.security.user}:${service.security.group}`
  const writable = writablePaths(built)
  return {
    frontend: images.frontend,
    context: built.build.context,
    buildImage: images.build,
    runImage: images.run,
    arguments: Object.entries(built.build.args).map(([name, value]) => `${name}=${dockerfileValue(value)}`),
    labels: labels(built, images.run),
    user,
    uid: service.security.user,
    gid: service.security.group,
    writable: shellWords(writable.filter((path) => path !== '/tmp')),
    ports: exposedPorts(built),
    ...stackView(built, images, writable, nginxConf),
  }
}

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md. What changes with every build is the pipeline's to say. */
function labels({ service }: BuiltService, base: string): readonly string[] {
  const { description, owner, name } = service
  return [
    `org.opencontainers.image.title=${dockerfileValue(name)}`,
    ...(description === undefined ? [] : [`org.opencontainers.image.description=${dockerfileValue(oneLine(description))}`]),
    ...(owner === undefined ? [] : [`org.opencontainers.image.vendor=${dockerfileValue(owner)}`]),
    ...(base === 'scratch' ? [] : [`org.opencontainers.image.base.name=${dockerfileValue(base)}`]),
  ]
}

const oneLine = (text: string): string => text.trim().replace(/\s*[\n\r\0]\s*/g, ' ')

function stackView(built: BuiltService, images: WrittenImages, writable: readonly string[], nginxConf: string): StackView {
  const build: Build = built.build
  const port = mainPort(built.service)
  switch (build.stack) {
    case 'spring-boot':
      return springBoot(images.line, smallestMemory(built))
    case 'node':
      return { entrypoint: dockerfileExec(['node', build.module]) }
    case 'node-static':
      return {
        entrypoint: dockerfileExec(['nginx', '-e', '/dev/stderr', '-g', 'daemon off;']),
        nginx: dockerfileHeredoc(nginxConf, 'NGINX'),
        site: dockerfileCopy([build.output === '.' ? '/src/' : `/src/${build.output}/`], '/srv/www/'),
      }
    case 'django':
      return {
        gunicorn: shellWord(`gunicorn==${GUNICORN}`),
        entrypoint: dockerfileExec([
          'gunicorn',
          ...(port === undefined ? [] : [`--bind=0.0.0.0:${port.port}`]),
          '--threads=4',
          '--worker-tmp-dir=/dev/shm',
          '--access-logfile=-',
          build.module,
        ]),
      }
    case 'go':
      return {
        package: shellWord(build.module === '.' || build.module.startsWith('./') ? build.module : `./${build.module}`),
        empty: writable.map((path) => dockerfileCopy(['/empty/'], `${path}/`)),
        entrypoint: dockerfileExec(['/app']),
      }
    case 'dockerfile':
      throw new Error('nothing is rendered for a Dockerfile of the user')
  }
}

/**
 * Spring Boot takes its jar apart itself: since 3.3, which needs Java 17, in `tools` mode, which leaves a small jar to start;
 * before in `layertools` mode, whose launcher starts what lies beside it.
 * https://docs.spring.io/spring-boot/reference/packaging/container-images/dockerfiles.html
 */
function springBoot(line: string, memory: number): StackView {
  const flags = javaFlags(memory)
  return Number(line) >= 17
    ? {
        extract: '-Djarmode=tools -jar /app.jar extract --layers --destination /layers',
        entrypoint: dockerfileExec(['java', ...flags, '-jar', 'app.jar']),
      }
    : {
        extract: '-Djarmode=layertools -jar /app.jar extract --destination /layers',
        entrypoint: dockerfileExec(['java', ...flags, 'org.springframework.boot.loader.JarLauncher']),
      }
}
