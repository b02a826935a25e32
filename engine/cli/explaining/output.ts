import { dirname, resolve } from 'node:path'
import { builtinPackagers, builtinRenderers } from '../../assemble/builtin.ts'
import { loadRenderer } from '../../assemble/load-renderer.ts'
import { flow } from '../../explain/forms.ts'
import type { JsonObject } from '../../source/source.ts'
import type { Context } from '../command.ts'
import type { Paint } from '../paint.ts'
import { unknownWord } from '../usage.ts'
import { wrap } from '../wrap.ts'

/** What an output is, and what can be written in its block. */
interface Described {
  readonly summary: string
  readonly options: JsonObject
  readonly automatic?: boolean
}

/** What can be written under `outputs.NAME`: of what comes along with platgen, and of a renderer of the user beside platform.yaml. */
export async function describeOutput(name: string, context: Context, paint: Paint): Promise<string> {
  const { columns } = context.io.stdout
  const { summary, options, automatic } = await find(name, context)
  const properties = Object.entries((options.properties ?? {}) as { readonly [key: string]: JsonObject })
  const runs = automatic === true ? 'Runs without a word; `enabled: false` switches it off.' : 'Runs when it is named.'
  return [
    `${paint('strong', `outputs.${name}`)}\n`,
    wrap(`${summary} ${runs}`, columns),
    ...(properties.length === 0
      ? ['It has no options.\n']
      : [`Fields:\n${properties.map(([key, option]) => describeOption(key, option, paint, columns)).join('')}`]),
  ].join('\n')
}

async function find(name: string, { io, global }: Context): Promise<Described> {
  const builtin = { ...builtinRenderers, ...builtinPackagers }
  const load = Object.hasOwn(builtin, name) ? builtin[name] : undefined
  if (load !== undefined) return load()
  // What is wrong with a renderer is told by `validate`; here it is just not there.
  const own = await loadRenderer(name, dirname(resolve(io.cwd, global.file)), Object.keys(builtin), () => {})
  if (own === undefined) throw unknownWord('output', name, Object.keys(builtin))
  return own
}

function describeOption(
  key: string,
  { description, type, enum: choices, default: value }: JsonObject,
  paint: Paint,
  columns: number | undefined,
): string {
  const takes = Array.isArray(choices) ? `one of ${choices.map(flow).join(', ')}` : typeof type === 'string' ? type : ''
  const head = [takes, ...(value === undefined ? [] : [`default ${flow(value)}`])].filter((part) => part !== '').join('; ')
  return `  ${paint('help', key)}  ${paint('faint', head)}\n${wrap(typeof description === 'string' ? description : '', columns, '      ')}`
}
