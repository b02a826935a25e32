import { type Json, writeYaml } from '../../../engine/sdk.ts'
import { defaultOf } from './defaults.ts'
import type { Slot } from './slot.ts'
import type { Tree } from './tree.ts'

/** As long as a line of a comment gets, the indentation not counted. */
const WIDTH = 100

/** The blocks of values.yaml, every value with what it is for. Values that nobody has to say stand there as comments. */
export function valueBlocks(tree: Tree, base: number): string[] {
  return [...tree.below].map(([key, part]) => `${linesOf(key, part, base).join('\n')}\n`)
}

/** Blocks with an empty line between them, unless it would become part of the text that stands above it. */
export function separated(blocks: readonly string[]): string {
  if (blocks.length === 0) return '{}\n'
  return blocks.map((block, index) => (index === 0 || blocks[index - 1]?.endsWith('\n\n') === true ? block : `\n${block}`)).join('')
}

function linesOf(key: string, tree: Tree, base: number): string[] {
  if (tree.slot !== undefined) return slotLines(key, tree.slot, base)
  const parts = [...tree.below].map(([name, part]) => linesOf(name, part, base))
  const about = tree.description === undefined ? [] : comment(`-- ${tree.description}`)
  // Under a key without a value there must not be comments alone: that would be null.
  const isEmpty = parts.every((lines) => lines.every((line) => line.startsWith('#')))
  if (isEmpty) return [...about, ...parts.flat(), ...yamlLines({ [key]: {} })]
  return [...about, ...keyLines(key), ...parts.flat().map((line) => (line === '' ? '' : `  ${line}`))]
}

function slotLines(key: string, slot: Slot, base: number): string[] {
  const about = slot.description === '' ? [] : comment(`-- ${slot.description}`)
  const value = defaultOf(slot, base)
  if (value !== undefined) return [...about, ...yamlLines({ [key]: value })]
  const sample: Json = slot.values.find((other) => other !== undefined) ?? ''
  return [...about, ...yamlLines({ [key]: sample }).map((line) => `# ${line}`.trimEnd())]
}

/** `key:`, in two lines when it is very long. */
function keyLines(key: string): string[] {
  const lines = yamlLines({ [key]: 0 })
  return [...lines.slice(0, -1), (lines.at(-1) ?? '').slice(0, -' 0'.length)]
}

function yamlLines(value: Json): string[] {
  return writeYaml([value]).replace(/\n$/, '').split('\n')
}

/** A sentence as lines of a comment. */
export function comment(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(/[\s\0-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]+/)) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length > WIDTH) lines.push(`# ${word}`)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
