/** `npm run examples`: renders every example into its own `out`, which is committed, so that a change of the output is read like any other change. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../pipeline.ts'

const folder = 'examples'
for (const name of readdirSync(folder).sort()) {
  const cwd = join(folder, name)
  if (!existsSync(join(cwd, 'platform.yaml'))) continue
  const { diagnostics, written } = await run({ file: 'platform.yaml', cwd, until: 'write', out: 'out' })
  for (const { file, line, column, code, message } of diagnostics) console.error(`${cwd}/${file}:${line}:${column}: ${code}: ${message}`)
  if (diagnostics.length > 0 || written === undefined) process.exitCode = 1
  else
    console.log(
      `${cwd}: ${written.unchanged.length} files as before, ${written.created.length} new, ${written.changed.length} changed, ${written.removed.length} removed`,
    )
}
