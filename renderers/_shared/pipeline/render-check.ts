import { shellWord } from '../quote/shell.ts'

/** The image in which a pipeline runs platgen. https://hub.docker.com/_/node */
export const NODE = 'docker.io/library/node:24.19.0-trixie'

/** Fails when the output folder is not what platform.yaml says. platgen is a dependency of the repository, which pins it. */
export function checkCommand(output: string): string {
  return `npx --no-install platgen render --check --out ${shellWord(output)}`
}

/** The same where nothing is installed yet. */
export function checkScript(output: string): string {
  return `npm ci --ignore-scripts\n${checkCommand(output)}`
}
