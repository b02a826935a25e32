import { type Json, writeYaml } from '../../../engine/sdk.ts'
import { defaultOf } from './defaults.ts'
import type { Slot } from './slot.ts'
import type { Tree } from './tree.ts'

/** As long as a line of a comment gets, the indentation not counted. */
const WIDTH = 100

/** values.yaml, every value with what it is for. Values that nobody has to say stand there as comments. */
export function valuesText(tree: Tree, base: number): string {
  const groups = [...tree.below].map(([key, part]) => linesOf(key, part, base).join('\n'))
  return groups.length === 0 ? '{}\n' : `${groups.join('\n\n')}\n`
}

function linesOf(key: string, tree: Tree, base: number): string[] {
  if (tree.slot !== undefined) return slotLines(key, tree.slot, base)
  const parts = [...tree.below].map(([name, part]) => linesOf(name, part, base))
  const about = tree.description === undefined ? [] : comment(`-- ${tree.description}`)
  // Under a key without a value there must not be comments alone: that would be null.
  const isEmpty = parts.every((lines) => lines.every((line) => line.startsWith('#')))
  if (isEmpty) return [...about, ...parts.flat(), ...yamlLines({ [key]: {} })]
  return [...about, `${keyText(key)}:`, ...parts.flat().map((line) => (line === '' ? '' : `  ${line}`))]
}

function slotLines(key: string, slot: Slot, base: number): string[] {
  const about = slot.description === '' ? [] : comment(`-- ${slot.description}`)
  const value = defaultOf(slot, base)
  if (value !== undefined) return [...about, ...yamlLines({ [key]: value })]
  const sample: Json = slot.values.find((other) => other !== undefined) ?? ''
  return [...about, ...yamlLines({ [key]: sample }).map((line) => `# ${line}`.trimEnd())]
}

function keyText(key: string): string {
  return (yamlLines({ [key]: 0 }).at(-1) ?? '').slice(0, -': 0'.length)
}

function yamlLines(value: Json): string[] {
  return writeYaml([value]).replace(/\n$/, '').split('\n')
}

/** A sentence as lines of a comment. */
export function comment(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length > WIDTH) lines.push(`# ${word}`)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
