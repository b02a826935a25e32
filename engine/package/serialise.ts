import { writeJson } from '../emit/json.ts'
import { writeYaml } from '../emit/yaml.ts'
import type { FileArtifact, OutputFile, TextArtifact } from '../render/artifact.ts'

/** Says who wrote a file, in every file whose language has comments. Without the time, so that nothing changes when nothing changed. */
export const STAMP = 'Written by platgen from platform.yaml: change that, not this.'

/** The finished file. Throws for a path that leaves the folder and for what is no data: bugs of whoever made the artifact. */
export function serialise(file: FileArtifact, folder: string): OutputFile {
  if (leaves(file.path)) throw new Error(`${folder} writes outside of its folder: ${JSON.stringify(file.path)}`)
  return {
    path: `${folder}/${file.path}`,
    content: contentOf(file),
    executable: file.type === 'text' && file.executable === true,
    by: folder,
    ...(file.environment === undefined ? {} : { environment: file.environment }),
  }
}

/** Only what would reach another folder. That a path means the same file on every system is looked at when it is written. */
function leaves(path: string): boolean {
  return path === '' || path.startsWith('/') || /(^|[/\\])\.{0,2}($|[/\\])/.test(path)
}

function contentOf(file: FileArtifact): string {
  switch (file.type) {
    case 'yaml':
      // The marker of the first document says where the comments about the file end; yamllint asks for it.
      return `# ${STAMP}\n${file.comment === undefined ? '' : commented(file.comment)}---\n${writeYaml(file.documents)}`
    case 'json':
      return writeJson(file.value)
    case 'text':
      return stamped(file)
  }
}

function commented(comment: string): string {
  const lines = comment.replace(/\n+$/, '').split('\n')
  return `${lines.map((line) => `# ${line}`.trimEnd()).join('\n')}\n`
}

function stamped({ text, comment, after = 0 }: TextArtifact): string {
  const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`
  if (comment === undefined) return ended
  const line = typeof comment === 'string' ? `${comment} ${STAMP}\n` : `${comment[0]} ${STAMP} ${comment[1]}\n`
  const at = endOfLine(ended, after)
  return ended.slice(0, at) + line + ended.slice(at)
}

/** The offset behind the first lines; the end of the text when it has no more. */
function endOfLine(text: string, lines: number): number {
  let at = 0
  for (let line = 0; line < lines; line++) {
    const next = text.indexOf('\n', at)
    if (next < 0) return text.length
    at = next + 1
  }
  return at
}
