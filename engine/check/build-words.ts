import type { Build } from '../resolve/model.ts'
import type { Idle } from './idle.ts'

/** Words of a build, the stacks that read them, and why the others do not. */
const BUILD_WORDS: readonly (readonly [field: string, reads: (build: Build) => boolean, reason: string])[] = [
  ['version', ({ stack }) => stack !== 'dockerfile', 'your own Dockerfile says it'],
  ['module', (build) => 'module' in build, 'its stack is not told what to start'],
  ['output', (build) => 'output' in build && (build.stack !== 'django' || build.server === 'uwsgi'), 'no nginx of its image serves files'],
  ['dockerfile', ({ stack }) => stack === 'dockerfile', 'the stack `dockerfile` alone has one of its own'],
  ['tool', (build) => 'tool' in build, 'only `spring-boot` and `java` are built with either'],
  ['server', (build) => 'server' in build, 'its stack has one server'],
  ['extensions', (build) => 'extensions' in build, 'only PHP has extensions'],
  [
    'packages/run',
    ({ stack }) => stack !== 'dockerfile' && stack !== 'go' && stack !== 'rust',
    'its image holds nothing but what is built, or your own Dockerfile says it',
  ],
  ['packages/build', ({ stack }) => stack !== 'dockerfile', 'your own Dockerfile says it'],
]

/** Words of a build that its stack does not read. */
export const buildIdle: readonly Idle[] = BUILD_WORDS.map(([field, reads, reason]) => ({
  field: `build/${field}`,
  when: ({ build }) => build !== undefined && !reads(build),
  reason,
}))
