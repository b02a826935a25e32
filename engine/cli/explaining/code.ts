import type { Page } from '../../explain/page.ts'
import type { Paint, Style } from '../paint.ts'
import { wrap } from '../wrap.ts'

/** The page of a code, for a terminal. */
export function describeCode({ code, title, why, also, scenario, wrong, right }: Page, paint: Paint, columns: number | undefined): string {
  return [
    `${paint('strong', `${code}: ${title}`)}\n`,
    wrap(why, columns),
    ...(scenario === undefined ? [] : [wrap(scenario, columns)]),
    ...(wrong === undefined ? [] : [snippet('wrong', wrong, 'error', paint)]),
    ...(right === undefined ? [] : [snippet('right', right, 'help', paint)]),
    ...(also === undefined ? [] : [wrap(`Or: ${also}.`, columns)]),
  ].join('\n')
}

function snippet(word: string, text: string, style: Style, paint: Paint): string {
  const lines = text.trimEnd().split('\n')
  return `${paint(style, word)}\n${lines.map((line) => `${paint(style, '│')} ${line}`.trimEnd()).join('\n')}\n`
}
