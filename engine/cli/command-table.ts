import type { CommandFile } from './command.ts'

/** A command before it is loaded: what the list of commands says of it. */
export interface CommandEntry {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<CommandFile>
}

export const commandTable: readonly CommandEntry[] = [
  { name: 'init', summary: 'Start a platform.yaml from a template.', load: async () => (await import('./commands/init.ts')).default },
  {
    name: 'validate',
    summary: 'Find every mistake in platform.yaml, and render nothing.',
    load: async () => (await import('./commands/validate.ts')).default,
  },
  {
    name: 'render',
    summary: 'Render the platform into a folder, or check that the folder is up to date.',
    load: async () => (await import('./commands/render.ts')).default,
  },
  {
    name: 'diff',
    summary: 'Show what `render` would change, by object and field.',
    load: async () => (await import('./commands/diff.ts')).default,
  },
  {
    name: 'explain',
    summary: 'Explain a field of platform.yaml, or the code of a mistake.',
    load: async () => (await import('./commands/explain.ts')).default,
  },
  {
    name: 'resolve',
    summary: 'Show the platform as one environment sees it, and who decided each value.',
    load: async () => (await import('./commands/resolve.ts')).default,
  },
  {
    name: 'graph',
    summary: 'Draw who calls whom: Mermaid, Graphviz, SVG or JSON.',
    load: async () => (await import('./commands/graph.ts')).default,
  },
  {
    name: 'krm',
    summary: 'Render as a KRM function, for kpt, Kustomize or Argo CD: a ResourceList in, a ResourceList out.',
    load: async () => (await import('./commands/krm.ts')).default,
  },
  {
    name: 'schema',
    summary: 'Print the JSON Schema of platform.yaml, for editors.',
    load: async () => (await import('./commands/schema.ts')).default,
  },
  {
    name: 'renderers',
    summary: 'List the renderers and packages, and which of them run.',
    load: async () => (await import('./commands/renderers.ts')).default,
  },
  {
    name: 'new-renderer',
    summary: 'Start a renderer of your own, with its test.',
    load: async () => (await import('./commands/new-renderer.ts')).default,
  },
]
