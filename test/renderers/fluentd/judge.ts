import type { Section } from './grammar.ts'
import { known } from './parameters.ts'

/** Sections that are plugins of their own, or that every plugin of a kind has. */
const NESTED: { readonly [section: string]: string } = { parse: 'parser', format: 'formatter', buffer: 'buffer', store: 'output' }
const COMMON = ['@type', '@id', '@label', '@log_level']

/** Every parameter and section that its plugin does not know, and every label that is not there or that nobody uses. */
export function judge(root: Section): readonly string[] {
  const wrong: string[] = []
  const labels = new Set<string>()
  const used = new Set<string>()
  const ids = new Set<string>()

  function plugin(kind: string, section: Section, place: string): void {
    const type = section.params.get('@type')
    if (type === undefined) wrong.push(`${place} has no @type`)
    else check(`${kind}/${type}`, section, `${place} ${type}`)
  }

  function check(name: string, section: Section, place: string): void {
    const facts = known[name]
    if (facts === undefined) {
      wrong.push(`${place}: nobody knows ${name}`)
      return
    }
    const id = section.params.get('@id')
    if (id !== undefined && ids.has(id)) wrong.push(`${place}: a second @id ${id}`)
    if (id !== undefined) ids.add(id)
    const params = new Set(facts.params.split(' '))
    // A buffer has the words of its plugin and of the output.
    if (name.startsWith('buffer/')) for (const param of known.buffer?.params.split(' ') ?? []) params.add(param)
    for (const [key, value] of section.params) {
      if (key === '@label') used.add(value)
      else if (key === 'timeout_label') used.add(value)
      if (!COMMON.includes(key) && !params.has(key)) wrong.push(`${place} does not know ${key}`)
    }
    const sections = facts.sections.split(' ')
    for (const below of section.sections) {
      const where = `${place} <${below.name}>`
      if (below.name === 'record' && /filter\/record_/.test(name)) continue
      if (below.name === 'label' && name === 'output/loki') continue
      if (!sections.includes(below.name)) wrong.push(`${place} does not know <${below.name}>`)
      else if (NESTED[below.name] !== undefined) plugin(NESTED[below.name] as string, below, where)
      else if (below.name === 'inject') check('inject', below, where)
      else check(`${name}.${below.name}`, below, where)
    }
  }

  function level(section: Section, place: string): void {
    for (const below of section.sections) {
      const where = `${place}<${below.name} ${below.argument}>`
      if (below.name === 'system') check('system', below, where)
      else if (below.name === 'source') plugin('input', below, where)
      else if (below.name === 'filter') plugin('filter', below, where)
      else if (below.name === 'match') plugin('output', below, where)
      else if (below.name === 'label') {
        if (labels.has(below.argument)) wrong.push(`${where} stands twice`)
        labels.add(below.argument)
        level(below, where)
        if (below.sections.at(-1)?.argument !== '**' && below.sections.every(({ argument }) => argument !== '**'))
          wrong.push(`${where} lets records fall`)
      } else wrong.push(`${where} is no section`)
    }
  }

  level(root, '')
  for (const label of used) if (!labels.has(label)) wrong.push(`nobody is ${label}`)
  for (const label of labels) if (!used.has(label) && label !== '@ERROR') wrong.push(`nobody goes to ${label}`)
  return wrong
}
