import type { Build } from '../../engine/sdk.ts'

// Exact versions, so that the same Dockerfile is the same image tomorrow. To refresh: the current tags of an official image stand in `library/NAME` of
// https://github.com/docker-library/official-images, those of the frontend at https://hub.docker.com/r/docker/dockerfile/tags. Take the newest patch of each
// line, drop lines that are gone, add new ones, and render the examples again. Digests are the user's (`outputs.docker.digests`): they come from the registry
// that the images are really pulled from.

const HUB = 'docker.io'
const LIBRARY = `${HUB}/library`

/** What reads the Dockerfile. https://docs.docker.com/build/buildkit/frontend/ */
export const FRONTEND = `${HUB}/docker/dockerfile:1.20.0`
/** The stable line, without modules that a server of files does not need. */
export const NGINX = `${LIBRARY}/nginx:1.30.4-alpine3.24-slim`
/** Installed where an application does not bring its own. https://pypi.org/project/gunicorn/ */
export const GUNICORN = '23.0.0'

/** The newest patch of each line of a runtime. */
const JAVA = { '8': '8u502-b07', '11': '11.0.32_9', '17': '17.0.20_8', '21': '21.0.12_8', '25': '25.0.4_7' }
const NODE = { '22': '22.23.2', '24': '24.19.0', '26': '26.7.0' }
const PYTHON = { '3.10': '3.10.21', '3.11': '3.11.16', '3.12': '3.12.14', '3.13': '3.13.15', '3.14': '3.14.7' }
const GO = { '1.26': '1.26.7', '1.27': '1.27.0' }
const MAVEN = '3.9.16'

/** The image that a program is built in, and the one that it runs in; `scratch` is nothing at all. */
export interface BaseImages {
  readonly build: string
  readonly run: string
  /** The line of the runtime, `21` of `21.0.12_8`. */
  readonly line: string
}

/** The images for a build, or the lines that there are when its version belongs to none of them. */
export function baseImages(build: Exclude<Build, { readonly stack: 'dockerfile' }>): BaseImages | { readonly known: readonly string[] } {
  switch (build.stack) {
    case 'spring-boot':
      return choose(JAVA, build.version, (exact, line) => ({
        build: `${LIBRARY}/maven:${MAVEN}-eclipse-temurin-${line}-noble`,
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
        build: `${LIBRARY}/python:${exact}-trixie`,
        run: `${LIBRARY}/python:${exact}-slim-trixie`,
      }))
    case 'go':
      return choose(GO, build.version, (exact) => ({ build: `${LIBRARY}/golang:${exact}-trixie`, run: 'scratch' }))
  }
}

/** `21` is the newest patch of its line; `21.0.11_10` is taken at its word. */
function choose(
  lines: { readonly [line: string]: string },
  version: string,
  images: (exact: string, line: string) => Omit<BaseImages, 'line'>,
): BaseImages | { readonly known: readonly string[] } {
  for (const [line, newest] of Object.entries(lines)) {
    if (version === line) return { ...images(newest, line), line }
    if (version.startsWith(line) && /^[.u]\d/.test(version.slice(line.length))) return { ...images(version, line), line }
  }
  return { known: Object.keys(lines) }
}

/** A reference as it is written: through the mirror of Docker Hub, and pinned by its digest, if there are such. */
export function pulledFrom(reference: string, mirror: string | undefined, digests: { readonly [image: string]: string }): string {
  if (reference === 'scratch') return reference
  const digest = Object.hasOwn(digests, imageKey(reference)) ? `@${digests[imageKey(reference)]}` : ''
  return `${mirror === undefined ? reference : `${mirror}${reference.slice(HUB.length)}`}${digest}`
}

/** How a base image is named in `digests`: `node:24.19.0-trixie`. */
export function imageKey(reference: string): string {
  return reference.startsWith(`${LIBRARY}/`) ? reference.slice(LIBRARY.length + 1) : reference.slice(HUB.length + 1)
}
