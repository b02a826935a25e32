import { builtinPackagers, builtinRenderers } from '../../assemble/builtin.ts'
import { flow } from '../../explain/forms.ts'
import type { Json, JsonObject } from '../../source/source.ts'
import type { Paint } from '../paint.ts'
import { unknownWord } from '../usage.ts'
import { wrap } from '../wrap.ts'

/** What can be written under `outputs.NAME` of a renderer or package that comes along with platgen. */
export async function describeOutput(name: string, paint: Paint, columns: number | undefined): Promise<string> {
  const known = { ...builtinRenderers, ...builtinPackagers }
  const load = Object.hasOwn(known, name) ? known[name] : undefined
  if (load === undefined) throw unknownWord('output', name, Object.keys(known))
  const { summary, options, automatic } = await load()
  const properties = Object.entries((options.properties ?? {}) as { readonly [key: string]: JsonObject })
  return [
    `${paint('strong', `outputs.${name}`)}\n`,
    wrap(`${summary} ${automatic === true ? 'Runs without a word; `enabled: false` switches it off.' : 'Runs when it is named.'}`, columns),
    ...(properties.length === 0
      ? ['It has no options.\n']
      : [`Fields:\n${properties.map(([key, option]) => describeOption(key, option, paint, columns)).join('')}`]),
  ].join('\n')
}

function describeOption(
  key: string,
  { description, type, enum: choices, default: value }: JsonObject,
  paint: Paint,
  columns: number | undefined,
): string {
  const takes = Array.isArray(choices) ? `one of ${choices.map(flow).join(', ')}` : typeof type === 'string' ? type : ''
  const head = [takes, ...(value === undefined ? [] : [`default ${flow(value as Json)}`])].filter((part) => part !== '').join('; ')
  return `  ${paint('help', key)}  ${paint('faint', head)}\n${wrap(typeof description === 'string' ? description : '', columns, '      ')}`
}
