import type { Build } from '../../../engine/sdk.ts'
import { DEPENDENCY_PLUGIN } from '../../_shared/base-images.ts'
import { dockerfileExec } from '../../_shared/quote/dockerfile.ts'
import { javaFlags } from '../java-flags.ts'
import type { StackInput, StackView } from './stack-view.ts'

type Tool = Extract<Build, { readonly stack: 'java' }>['tool']

/** Where a tool keeps what it downloads, and where it puts the jar. */
function tooling(tool: Tool): { readonly toolCache: string; readonly jars: string } {
  return tool === 'maven' ? { toolCache: '/root/.m2', jars: 'target/*.jar' } : { toolCache: '/var/cache/gradle', jars: 'build/libs/*.jar' }
}

const GRADLE = 'gradle --no-daemon --gradle-user-home /var/cache/gradle'
const MAVEN = 'mvn -B -ntp -DskipTests'

/**
 * Spring Boot takes its jar apart itself: since 3.3, which needs Java 17, in `tools` mode, which leaves a small jar to start;
 * before in `layertools` mode, whose launcher starts what lies beside it. Since 3.4 it can write its log as JSON.
 * https://docs.spring.io/spring-boot/reference/packaging/container-images/dockerfiles.html
 */
export function springBoot(build: Extract<Build, { readonly stack: 'spring-boot' }>, { images, memory, logs }: StackInput): StackView {
  const flags = javaFlags(memory)
  const tool = tooling(build.tool)
  return {
    ...tool,
    package: build.tool === 'maven' ? `${MAVEN} package` : `${GRADLE} bootJar`,
    environment: logs === 'json' ? ' LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs' : '',
    files: [],
    ...(Number(images.line) >= 17
      ? {
          extract: '-Djarmode=tools -jar /app.jar extract --layers --destination /layers',
          entrypoint: dockerfileExec(['java', ...flags, '-jar', 'app.jar']),
        }
      : {
          extract: '-Djarmode=layertools -jar /app.jar extract --destination /layers',
          entrypoint: dockerfileExec(['java', ...flags, 'org.springframework.boot.loader.JarLauncher']),
        }),
  }
}

/** A main class is started from a class path of the program and what it needs; without one the jar is started, which has to hold everything. */
export function java(build: Extract<Build, { readonly stack: 'java' }>, { memory }: StackInput): StackView {
  const { tool, module } = build
  const classPath = module !== undefined
  const dependencies = `${DEPENDENCY_PLUGIN}:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/libraries`
  return {
    ...tooling(tool),
    classPath,
    package:
      tool === 'maven'
        ? `${MAVEN} package${classPath ? ` ${dependencies}` : ''}`
        : `${GRADLE} ${classPath ? 'jar installDist' : 'build -x test'}`,
    // The application plugin of Gradle puts its own jar among the libraries.
    libraries: classPath && tool === 'gradle' ? 'build/install/*/lib/*.jar' : '',
    files: [],
    entrypoint: dockerfileExec([
      'java',
      ...javaFlags(memory),
      ...(module === undefined ? ['-jar', 'app.jar'] : ['-cp', 'app.jar:lib/*', module]),
    ]),
  }
}
