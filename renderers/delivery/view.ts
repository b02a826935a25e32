import { buildFlags } from '../_shared/build-flags.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { dockerfilePath } from '../_shared/dockerfile-path.ts'
import type { Deployment } from '../_shared/pipeline/deployment.ts'
import type { Pipeline } from '../_shared/pipeline/pipeline.ts'
import { shellWord, shellWords } from '../_shared/quote/shell.ts'

/** What the scripts know of a service. Everything is a word of the shell. */
export interface FactsView {
  readonly image: string
  readonly registry: string
  /** Words of a command. */
  readonly build: string
}

/** What they know of one of its environments. Everything is a word of the shell, and empty for no. */
export interface EnvironmentView {
  readonly namespace: string
  readonly manifest: string
  readonly workloads: string
  readonly canary: string
  readonly jobs: string
  readonly migrates: string
  readonly pinned: string
  readonly patience: string
  /** Words of a command; undefined when nothing is tested there. */
  readonly suites: string | undefined
}

/** Left of a stage's time to go back to what was there before. */
const GOING_BACK_SECONDS = 120

/** The facts of a service. */
export function factsView({ image, registry }: Pipeline, { service, build, model }: BuiltService): FactsView {
  return {
    image: shellWord(image),
    registry: shellWord(registry),
    build: shellWords(['--file', dockerfilePath(service.name, build, model.delivery.output), ...buildFlags(build), build.context]),
  }
}

/** The facts of one of its environments. */
export function environmentView(deployment: Deployment, { timeout }: Pipeline): EnvironmentView {
  const { namespace, manifest, workloads, canary, jobs, migrates, pinned, acceptance, url } = deployment
  return {
    namespace: shellWord(namespace),
    manifest: shellWord(manifest),
    workloads: quoted(workloads.join(' ')),
    canary: canary === undefined ? "''" : shellWord(canary),
    jobs: jobs === undefined ? "''" : shellWord(jobs),
    migrates: migrates ? 'yes' : "''",
    pinned: pinned ? 'yes' : "''",
    patience: String(Math.max(GOING_BACK_SECONDS, timeout - GOING_BACK_SECONDS)),
    suites: acceptance && shellWords([...(url === undefined ? [] : ['--variable', `URL:${url}`]), ...acceptance.suites]),
  }
}

/** An empty text is said, too. */
function quoted(text: string): string {
  return text === '' ? "''" : shellWord(text)
}
