import { writeYaml } from '../../emit/yaml.ts'
import { run } from '../../pipeline.ts'
import { effectivePlatform } from '../../resolve/effective.ts'
import type { Model } from '../../resolve/model.ts'
import type { Json } from '../../source/source.ts'
import { addExamples, type Context, defineCommand } from '../command.ts'
import { createOrigins } from '../resolving/origins.ts'
import { yamlWithRemarks } from '../resolving/yaml-with-remarks.ts'
import { hasErrors, paintFor, tellDiagnostics } from '../tell.ts'
import { UsageError, unknownWord } from '../usage.ts'

interface Options {
  readonly env?: string
  readonly origin?: boolean
  readonly path?: string
}

export default defineCommand<Options>({
  declare: (command) => {
    command
      .option('-e, --env <name>', 'The environment. Needed when there are several.')
      .option('--origin', 'Say who decided each value, and who lost.')
      .option('-p, --path <field>', 'Only this part: `services.orders.replicas` or `/services/orders/replicas`.')
    addExamples(command, [
      ['platgen resolve --env prod', 'the whole platform, as production sees it'],
      ['platgen resolve --env prod --origin --path services.orders', 'one service, and where each value comes from'],
    ])
  },
  run: async (context, options) => {
    const { io, global } = context
    const outcome = await run({ file: global.file, cwd: io.cwd, until: 'resolve', out: 'out', ...only(options.env) })
    await tellDiagnostics(outcome, context, 'stdout')
    if (hasErrors(outcome) || outcome.source === undefined) return 1
    const model = chooseModel(outcome.models, options.env)
    const path = segmentsOf(options.path)
    const value = dig(effectivePlatform(model), path)
    if (options.origin === true) {
      const origins = createOrigins(model, outcome.source, paintOf(context))
      io.stdout.write(yamlWithRemarks(value, path, origins))
    } else io.stdout.write(writeYaml([value]))
    return 0
  },
})

function only(env: string | undefined): { readonly environments?: readonly string[] } {
  return env === undefined ? {} : { environments: [env] }
}

function paintOf(context: Context) {
  return paintFor(context.io.stdout, context)
}

function chooseModel(models: readonly Model[], env: string | undefined): Model {
  const names = models.map(({ environment }) => environment.name)
  const model = env === undefined ? models[0] : models.find(({ environment }) => environment.name === env)
  if (env === undefined && models.length > 1)
    throw new UsageError('there are several environments', `choose one: ${names.map((name) => `\`--env ${name}\``).join(', ')}`)
  if (model === undefined)
    throw env === undefined
      ? new UsageError('every environment is abstract, so there is none to show')
      : unknownWord('environment', env, names)
  return model
}

function segmentsOf(path: string | undefined): readonly string[] {
  if (path === undefined) return []
  return path.startsWith('/')
    ? path
        .slice(1)
        .split('/')
        .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    : path.split('.')
}

function dig(root: Json, path: readonly string[]): Json {
  let value = root
  for (const [depth, segment] of path.entries()) {
    const known = typeof value === 'object' && value !== null ? Object.keys(value) : []
    if (!known.includes(segment))
      throw unknownWord(`value in \`${path.slice(0, depth).join('.') || 'the platform'}\` named`, segment, known)
    value = (value as { readonly [key: string]: Json })[segment] ?? null
  }
  return value
}
