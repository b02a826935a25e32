import type { Model } from '../../../engine/sdk.ts'
import { shellWord, shellWords } from '../quote/shell.ts'
import type { Gate, Pipeline } from './pipeline.ts'

/** What engines run, as commands of a POSIX shell, from the root of the repository. */
export interface Commands {
  readonly image: (verb: 'try' | 'push') => string
  readonly proven: (environment: string) => string
  readonly record: (environment: string) => string
  readonly deploy: (environment: string) => string
  readonly accept: (environment: string) => string
  /** A command of the user, in the folder of the sources. */
  readonly inSources: (command: string) => string
  readonly scan: (words: readonly string[]) => string
  readonly gate: (gate: Gate) => string
  readonly notify: (how: string) => string
}

/** The commands of one pipeline. */
export function commandsOf({ service, context }: Pipeline, { delivery: { maven, output } }: Model): Commands {
  const script = (name: string, ...words: readonly string[]) => `sh ${shellWords([`${output}/delivery/${name}`, service, ...words])}`
  const enter = context === '.' ? '' : `cd ${shellWord(context)}\n`
  const settings =
    maven === undefined ? '' : `MAVEN_ARGS="--settings $PWD/"${shellWord(`${output}/delivery/settings.xml`)}\nexport MAVEN_ARGS\n`
  return {
    image: (verb) => script('image.sh', verb),
    proven: (environment) => script('image.sh', 'proven', environment),
    record: (environment) => script('image.sh', 'record', environment),
    deploy: (environment) => script('deploy.sh', environment, 'all'),
    accept: (environment) => script('accept.sh', environment),
    inSources: (command) => `${settings}${enter}${command.trimEnd()}`,
    scan: (words) => `${enter}trivy fs ${shellWords([...words, '.'])}`,
    gate: ({ timeout }) =>
      `sonar-scanner ${shellWords([
        `-Dproject.settings=${output}/sonar/${service}/sonar-project.properties`,
        '-Dsonar.qualitygate.wait=true',
        `-Dsonar.qualitygate.timeout=${Math.ceil(timeout)}`,
      ])}`,
    notify: (how) => `python3 ${shellWords([`${output}/delivery/notify.py`, service, how])}`,
  }
}

/** How many times something is tried, one after the other, for engines that can't say so. */
export function tried(command: string, retries: number): string {
  if (retries === 0) return command
  const times = Array.from({ length: retries + 1 }, (_, index) => index + 1).join(' ')
  return `for attempt in ${times}; do\n  if ${command}; then exit 0; fi\n  echo "attempt $attempt failed" >&2\n  sleep 5\ndone\nexit 1`
}

/** The name of a variable or secret of an engine: credentials `kubeconfig-far` are `KUBECONFIG_FAR`. */
export function variableName(credentials: string, suffix = ''): string {
  return `${credentials}${suffix}`.toUpperCase().replace(/[^A-Z0-9]/g, '_')
}

/** One channel, and the variable in which `notify.py` reads where it is. */
export interface Channel {
  readonly variable: string
  readonly credentials: string
}

/** The channels that are told by their webhooks. */
export function channelsOf({ delivery: { notify } }: Model): readonly Channel[] {
  if (notify === undefined) return []
  const { dingtalk, wecom, slack } = notify
  return [
    ...(dingtalk === undefined ? [] : [{ variable: 'DINGTALK_URL', credentials: dingtalk.credentials }]),
    ...(dingtalk?.secret === undefined ? [] : [{ variable: 'DINGTALK_SECRET', credentials: dingtalk.secret }]),
    ...(wecom === undefined ? [] : [{ variable: 'WECOM_URL', credentials: wecom.credentials }]),
    ...(slack === undefined ? [] : [{ variable: 'SLACK_URL', credentials: slack.credentials }]),
  ]
}
