import type { Command } from 'commander'
import { release } from '../../kinds/image.ts'
import { type Outcome, type Request, run } from '../../pipeline.ts'
import { type Context, collect } from '../command.ts'
import { openProgress } from '../progress.ts'
import { UsageError } from '../usage.ts'

/** What everything that renders understands. */
export interface RenderOptions {
  readonly env?: readonly string[]
  readonly only?: readonly string[]
  readonly release?: readonly string[]
  readonly out: string
}

/** Declares the options of whatever renders. */
export function addRenderOptions(command: Command): void {
  command
    .option('-e, --env <name>', 'Only this environment; can be repeated.', collect)
    .option('--only <name>', 'Only this renderer or package; can be repeated. `platgen renderers` lists them.', collect)
    .option(
      '--release <service=tag>',
      'Render SERVICE as TAG or TAG@DIGEST, whatever platform.yaml says; needs --env, can be repeated.',
      collect,
    )
    .option('-o, --out <folder>', 'The output folder.', 'out')
}

/** Runs the pipeline, with a line of progress when it takes long. */
export async function renderPlatform(
  { env, only, out, release: releases }: RenderOptions,
  until: Request['until'],
  context: Context,
  more: Pick<Request, 'force' | 'deliver'> = {},
): Promise<Outcome> {
  const { io, global } = context
  const progress = openProgress(context)
  try {
    return await run({
      file: global.file,
      cwd: io.cwd,
      until,
      out,
      progress: progress.update,
      stop: io.stop,
      ...(env === undefined ? {} : { environments: env }),
      ...(only === undefined ? {} : { only }),
      ...(releases === undefined ? {} : { releases: readReleases(releases, env) }),
      ...more,
    })
  } finally {
    progress.end()
  }
}

/** Reads `SERVICE=TAG@DIGEST`. A release is one of an environment, so that nothing is released everywhere by mistake. */
function readReleases(words: readonly string[], environments: readonly string[] | undefined): NonNullable<Request['releases']> {
  if (environments === undefined) throw new UsageError('`--release` needs `--env`', 'a version is released in an environment')
  const versions = new Map<string, string>()
  for (const word of words) {
    const [, service, version = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? []
    if (service === undefined) throw new UsageError(`\`--release ${word}\` has no \`=\``, 'say `--release orders=1.4.2@sha256:…`')
    const problem = release.check(version)
    if (problem !== undefined) throw new UsageError(`\`${version}\` is not a release of \`${service}\`: ${problem.reason}`)
    if (versions.has(service)) throw new UsageError(`\`--release\` names \`${service}\` twice`)
    versions.set(service, version)
  }
  return { environments, versions }
}
