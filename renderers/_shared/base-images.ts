import type { Build } from '../../engine/sdk.ts'

// Exact versions, so that the same Dockerfile is the same image tomorrow. To refresh: the current tags of an official image stand in `library/NAME` of
// https://github.com/docker-library/official-images, those of .NET in https://github.com/dotnet/dotnet-docker, those of the frontend at
// https://hub.docker.com/r/docker/dockerfile/tags. Take the newest patch of each line, drop lines that are gone, add new ones, and render the examples again.
// Digests are the user's (`images.digests`): they come from the registry that the images are really pulled from.

const LIBRARY = 'docker.io/library'
const MICROSOFT = 'mcr.microsoft.com/dotnet'

/** What reads the Dockerfile. https://docs.docker.com/build/buildkit/frontend/ */
export const FRONTEND = 'docker.io/docker/dockerfile:1.20.0'
/** The stable line, without modules that a server of files does not need. */
const NGINX = `${LIBRARY}/nginx:1.30.4-alpine3.24-slim`
/** The same line, on the system that the images beside it are made of: its program runs in them. */
const NGINX_DEBIAN = `${LIBRARY}/nginx:1.30.4-trixie`
const COMPOSER = `${LIBRARY}/composer:2.10.2`

/** Installed where an application does not bring its own. https://pypi.org */
export const PYTHON_SERVERS = { gunicorn: 'gunicorn==27.0.1', uvicorn: 'uvicorn==0.54.0', uwsgi: 'uwsgi==2.0.31' } as const
/** https://central.sonatype.com/artifact/org.apache.maven.plugins/maven-dependency-plugin */
export const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.11.0'

/** The newest patch of each line of a runtime. */
const JAVA = { '8': '8u502-b07', '11': '11.0.32_9', '17': '17.0.20_8', '21': '21.0.12_8', '25': '25.0.4_7' }
const NODE = { '22': '22.23.2', '24': '24.19.0', '26': '26.7.0' }
const PYTHON = { '3.10': '3.10.21', '3.11': '3.11.16', '3.12': '3.12.14', '3.13': '3.13.15', '3.14': '3.14.7' }
const GO = { '1.26': '1.26.7', '1.27': '1.27.0' }
/** The runtime, and the SDK that belongs to it. */
const DOTNET = { '8.0': '8.0.30', '9.0': '9.0.19', '10.0': '10.0.11' }
const DOTNET_SDK: { readonly [line: string]: string } = { '8.0': '8.0.424', '9.0': '9.0.317', '10.0': '10.0.400' }
const PHP = { '8.2': '8.2.33', '8.3': '8.3.33', '8.4': '8.4.24', '8.5': '8.5.9' }
const RUBY = { '3.3': '3.3.12', '3.4': '3.4.10', '4.0': '4.0.6' }
const RUST = { '1.98': '1.98.0' }
const MAVEN = '3.9.16'
/** Gradle 9 runs on Java 17 and newer. */
const GRADLE = '9.7.1'
const OLD_GRADLE = '8.14.5'

/** The image that a program is built in, and the one that it runs in; `scratch` is nothing at all. */
export interface BaseImages {
  readonly build: string
  readonly run: string
  /** Images that single programs are taken from, by the name of their stage. */
  readonly others: { readonly [stage: string]: string }
  /** The line of the runtime, `21` of `21.0.12_8`. */
  readonly line: string
}

type Chosen = Omit<BaseImages, 'line' | 'others'> & { readonly others?: BaseImages['others'] }

/** The images for a build, or the lines that there are when its version belongs to none of them. */
export function baseImages(build: Exclude<Build, { readonly stack: 'dockerfile' }>): BaseImages | { readonly known: readonly string[] } {
  switch (build.stack) {
    case 'spring-boot':
    case 'java':
      return choose(JAVA, build.version, (exact, line) => ({
        build: build.tool === 'gradle' ? gradle(line) : `${LIBRARY}/maven:${MAVEN}-eclipse-temurin-${line}-noble`,
        run: `${LIBRARY}/eclipse-temurin:${exact}-jre-noble`,
      }))
    case 'node':
      return choose(NODE, build.version, (exact) => ({
        build: `${LIBRARY}/node:${exact}-trixie`,
        run: `${LIBRARY}/node:${exact}-trixie-slim`,
      }))
    case 'node-static':
      return choose(NODE, build.version, (exact) => ({ build: `${LIBRARY}/node:${exact}-trixie`, run: NGINX }))
    case 'django':
      return choose(PYTHON, build.version, (exact) => ({
        ...python(exact),
        others: build.server === 'uwsgi' ? { nginx: NGINX_DEBIAN } : {},
      }))
    case 'fastapi':
      return choose(PYTHON, build.version, python)
    case 'go':
      return choose(GO, build.version, (exact) => ({ build: `${LIBRARY}/golang:${exact}-trixie`, run: 'scratch' }))
    case 'dotnet':
      // The chiseled image has neither a shell nor a way to install anything.
      return choose(DOTNET, build.version, (exact, line) => ({
        build: `${MICROSOFT}/sdk:${DOTNET_SDK[line]}-noble`,
        run: `${MICROSOFT}/aspnet:${exact}-noble${build.packages.run.length === 0 ? '-chiseled' : ''}`,
      }))
    case 'php':
      return choose(PHP, build.version, (exact) => ({
        build: COMPOSER,
        run: `${LIBRARY}/php:${exact}-fpm-trixie`,
        others: build.server === 'nginx' ? { nginx: NGINX_DEBIAN } : {},
      }))
    case 'ruby':
      return choose(RUBY, build.version, (exact) => ({
        build: `${LIBRARY}/ruby:${exact}-trixie`,
        run: `${LIBRARY}/ruby:${exact}-slim-trixie`,
      }))
    case 'rust':
      // On Alpine its binaries are static.
      return choose(RUST, build.version, (exact) => ({ build: `${LIBRARY}/rust:${exact}-alpine3.24`, run: 'scratch' }))
  }
}

function python(exact: string): Chosen {
  return { build: `${LIBRARY}/python:${exact}-trixie`, run: `${LIBRARY}/python:${exact}-slim-trixie` }
}

function gradle(line: string): string {
  return `${LIBRARY}/gradle:${Number(line) >= 17 ? `${GRADLE}-jdk${line}-noble` : `${OLD_GRADLE}-jdk${line}`}`
}

/** `21` is the newest patch of its line; `21.0.11_10` is taken at its word. */
function choose(
  lines: { readonly [line: string]: string },
  version: string,
  images: (exact: string, line: string) => Chosen,
): BaseImages | { readonly known: readonly string[] } {
  for (const [line, newest] of Object.entries(lines)) {
    const exact = version === line ? newest : version.startsWith(line) && /^[.u]\d/.test(version.slice(line.length)) ? version : undefined
    if (exact !== undefined) return { others: {}, ...images(exact, line), line }
  }
  return { known: Object.keys(lines) }
}
