import type { DockerfileFacts } from '../build-types.ts'

const NOTHING: DockerfileFacts = Object.freeze({ user: undefined, ports: Object.freeze([]) as readonly number[], exact: true })

/**
 * What the last stage of somebody's Dockerfile says of its user and its ports: https://docs.docker.com/reference/dockerfile/#user and #expose.
 * A stage starts with what the stage says that it is made from. What is not said in plain words (a name, a variable) is left open.
 */
export function dockerfileFacts(text: string): DockerfileFacts {
  const stages = new Map<string, DockerfileFacts>()
  let name: string | undefined
  let facts = NOTHING
  for (const [instruction, words] of instructions(text))
    switch (instruction) {
      case 'FROM': {
        if (name !== undefined) stages.set(name, facts)
        const [base = '', as, alias] = words.filter((word) => !word.startsWith('--'))
        facts = stages.get(base.toLowerCase()) ?? NOTHING
        name = as?.toUpperCase() === 'AS' ? alias?.toLowerCase() : undefined
        break
      }
      case 'USER':
        facts = { ...facts, user: /^\d+(:|$)/.test(words[0] ?? '') ? Number.parseInt(words[0] ?? '', 10) : undefined }
        break
      case 'EXPOSE': {
        const read = words.map((word) => /^(\d+)(?:\/(tcp|udp|sctp))?$/i.exec(word))
        const ports = read.flatMap((match) => (match !== null && (match[2] ?? 'tcp').toLowerCase() === 'tcp' ? [Number(match[1])] : []))
        facts = { ...facts, ports: [...facts.ports, ...ports], exact: facts.exact && !read.includes(null) }
        break
      }
    }
  return facts
}

/** Instructions with their words. Comments, continued lines and heredocs are as BuildKit reads them. */
function* instructions(text: string): Iterable<readonly [instruction: string, words: readonly string[]]> {
  const lines = text.split(/\r?\n/)
  const continues = /^#\s*escape\s*=\s*`/im.test(lines.slice(0, 3).join('\n')) ? '`' : '\\'
  let open = ''
  let heredocs: string[] = []
  for (const line of lines) {
    if (heredocs.length > 0) {
      if (line.trim() === heredocs[0]) heredocs = heredocs.slice(1)
      continue
    }
    if (/^\s*#/.test(line) || (open !== '' && line.trim() === '')) continue
    const end = line.trimEnd()
    if (end.endsWith(continues)) {
      open += `${end.slice(0, -1)} `
      continue
    }
    const [instruction = '', ...words] = `${open}${line}`.trim().split(/\s+/)
    open = ''
    if (instruction === '') continue
    heredocs = words.flatMap((word) => /^\d*<<-?(["']?)([A-Za-z_]\w*)\1$/.exec(word)?.[2] ?? [])
    yield [instruction.toUpperCase(), words]
  }
}
