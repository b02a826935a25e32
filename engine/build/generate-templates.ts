import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileTemplate } from '../render/template.ts'

/** Where the compiled templates go, from the root of the project. */
export const TEMPLATES_MODULE = 'renderers/templates.generated.js'

const SUFFIX = '.njk'

/** The module of all built-in templates, `renderers/RENDERER/NAME.njk` each, so that platgen starts without the compiler of nunjucks. */
export async function generateTemplates(root: string): Promise<string> {
  const parts: string[] = []
  for (const { name, file } of templateFiles(join(root, 'renderers'))) {
    const body = await compileTemplate(name, readFileSync(file, 'utf8'))
    parts.push(`  ${JSON.stringify(name)}: () => {\n${body.trim()}\n  },\n`)
  }
  return `// Made by \`npm run generate\` from renderers/*/*.njk.\nexport default {\n${parts.join('')}}\n`
}

function templateFiles(folder: string): readonly { readonly name: string; readonly file: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: renderer }) =>
      readdirSync(join(folder, renderer))
        .filter((file) => file.endsWith(SUFFIX))
        .map((file) => ({ name: `${renderer}/${file.slice(0, -SUFFIX.length)}`, file: join(folder, renderer, file) })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
