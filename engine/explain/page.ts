/**
 * The explanation of one code, `codes/STAGE/WHAT.md`:
 *
 *     # What is wrong, as a heading
 *     also: another way to mend it than the right snippet shows (this line is optional)
 *
 *     One paragraph: why it matters, what would break at run time.
 *
 *     ```yaml wrong
 *     a whole small platform.yaml that is reported with exactly this code
 *     ```
 *
 *     ```yaml right
 *     the same platform, mended; clean
 *     ```
 *
 * Where no single platform.yaml shows it, a line `scenario: what happened` below the heading stands for both snippets.
 */
export interface Page {
  readonly code: string
  readonly title: string
  readonly why: string
  readonly also: string | undefined
  readonly scenario: string | undefined
  readonly wrong: string | undefined
  readonly right: string | undefined
}

/** Reads a page, or throws with what is not as it should be. */
export function parsePage(code: string, text: string): Page {
  const broken = (what: string): Error => new Error(`the page of ${code} ${what}`)
  const snippets = new Map<string, string>()
  const prose = text.replace(/^```yaml (wrong|right)\n([\s\S]*?)^```\n?/gm, (_all, name: string, body: string) => {
    if (snippets.has(name)) throw broken(`has two ${name} snippets`)
    snippets.set(name, body)
    return ''
  })
  const [heading = '', ...rest] = prose.split('\n')
  if (!heading.startsWith('# ')) throw broken('does not start with a heading')

  const head = new Map<string, string>()
  let line = rest.shift()
  for (; line !== undefined && line !== ''; line = rest.shift()) {
    const [, name, value] = /^(also|scenario): (\S.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined)
      throw broken(`has a line below its heading that is neither \`also\` nor \`scenario\`: ${line}`)
    head.set(name, value)
  }
  const why = rest.join('\n').trim()
  if (why === '' || /\n\n|^(?:#|>|```|\||- )/m.test(why)) throw broken('needs one paragraph of plain text that says why')
  const page = {
    code,
    title: heading.slice(2),
    why: why.replaceAll('\n', ' '),
    also: head.get('also'),
    scenario: head.get('scenario'),
    wrong: snippets.get('wrong'),
    right: snippets.get('right'),
  }
  const complete = page.scenario === undefined ? page.wrong !== undefined && page.right !== undefined : snippets.size === 0
  if (!complete) throw broken('needs a wrong and a right snippet, or a scenario instead of both')
  return page
}

/** A page in Markdown, for readers of references and of SARIF logs. */
export function pageMarkdown({ why, also, scenario, wrong, right }: Page): string {
  return [
    why,
    ...(scenario === undefined ? [] : [scenario]),
    ...(wrong === undefined ? [] : [`Wrong:\n\n\`\`\`yaml\n${wrong}\`\`\``]),
    ...(right === undefined ? [] : [`Right:\n\n\`\`\`yaml\n${right}\`\`\``]),
    ...(also === undefined ? [] : [`Or: ${also}.`]),
  ].join('\n\n')
}
