import type { FileArtifact } from '../../../engine/sdk.ts'

/** A template, or another file that Helm fills: the comment about who wrote it does not reach the output. */
export function filled(path: string, lines: readonly string[]): FileArtifact {
  return { type: 'text', path, text: `${lines.join('\n')}\n`, comment: ['{{- /*', '*/ -}}'] }
}

/** A file that people read. */
export function markdown(path: string, lines: readonly string[]): FileArtifact {
  return { type: 'text', path, text: `${lines.join('\n')}\n`, comment: ['<!--', '-->'] }
}

/** A YAML file with comments of its own. */
export function commentedYaml(path: string, text: string): FileArtifact {
  return { type: 'text', path, text: `---\n${text}`, comment: '#' }
}

/** What is no part of a packaged chart. */
export function ignoreFile(path: string): FileArtifact {
  return {
    type: 'text',
    path,
    text: ['.git/', '.gitignore', '.DS_Store', '*.swp', '*.bak', '*.orig', '*.tmp', '*~', '.idea/', '.vscode/', ''].join('\n'),
    comment: '#',
  }
}
