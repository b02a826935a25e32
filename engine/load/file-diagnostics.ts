import { defineDiagnostic } from '../diagnostics/diagnostic.ts'

// Which files there are, and how they come together.

export const notFound = defineDiagnostic<{ path: string; nearest: string | undefined }>({
  code: 'load/not-found',
  severity: 'error',
  message: ({ path, nearest }) => `there is no file \`${path}\`${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: ({ path, nearest }) => (nearest === undefined && path === 'platform.yaml' ? '`platgen init` starts a new one.' : undefined),
})

export const notAFile = defineDiagnostic<{ path: string; what: 'folder' | 'pipe' | 'socket' | 'device' }>({
  code: 'load/not-a-file',
  severity: 'error',
  message: ({ path, what }) => `\`${path}\` is a ${what}, not a file`,
  note: ({ what }) =>
    what === 'folder' ? 'To include all files of a folder, write `FOLDER/*.yaml`.' : 'A platform is read from ordinary files only.',
})

export const unreadable = defineDiagnostic<{ path: string; why: 'permission' | 'links' | 'name' | 'system'; system: string }>({
  code: 'load/unreadable',
  severity: 'error',
  message: ({ path, why, system }) => {
    const reasons = {
      permission: 'you have no permission',
      links: 'its symbolic links lead nowhere',
      name: 'no file can have such a name',
      system: `the system says ${system}`,
    }
    return `\`${path}\` cannot be read: ${reasons[why]}`
  },
})

export const tooLarge = defineDiagnostic<{ path: string; most: number }>({
  code: 'load/too-large',
  severity: 'error',
  message: ({ path, most }) => `\`${path}\` is larger than ${most} MiB`,
  note: () => 'Distribute the platform over several files with `include`.',
})

export const tooManyFiles = defineDiagnostic<{ most: number }>({
  code: 'load/too-many-files',
  severity: 'error',
  message: ({ most }) => `\`include\` looks at more than ${most} files`,
  note: () => 'Write patterns that lead to the files of the platform only.',
})

export const outside = defineDiagnostic<{ path: string; how: 'absolute' | 'parent' | 'link' }>({
  code: 'load/outside',
  severity: 'error',
  message: ({ path, how }) => {
    const ways = {
      absolute: 'is an absolute path',
      parent: 'leads out of the platform’s folder',
      link: 'is a link out of the platform’s folder',
    }
    return `\`${path}\` ${ways[how]}`
  },
  note: () => 'Everything that is included stands in the folder of platform.yaml, or below it.',
})

export const unusablePattern = defineDiagnostic<{ pattern: string; what: 'empty' | 'deep' | 'backslash' | 'control' }>({
  code: 'load/pattern',
  severity: 'error',
  message: ({ pattern, what }) => {
    const reasons = {
      empty: 'an empty text includes nothing',
      deep: `\`${pattern}\` has \`**\`, which stands for nothing here`,
      backslash: `\`${pattern}\` has a backslash; folders are separated by \`/\``,
      control: `\`${pattern}\` has a character that no file name has`,
    }
    return reasons[what]
  },
  note: () =>
    '`*` stands for any part of the name of one file or folder. Write a pattern for each depth: `services/*.yaml`, `services/*/*.yaml`.',
})

export const noMatch = defineDiagnostic<{ pattern: string }>({
  code: 'load/no-match',
  severity: 'error',
  message: ({ pattern }) => `no file matches \`${pattern}\``,
  note: () => 'Patterns are relative to the folder of platform.yaml. `*` does not match names that begin with a dot.',
})

export const nestedInclude = defineDiagnostic<{ root: string }>({
  code: 'load/nested-include',
  severity: 'error',
  message: () => 'an included file cannot include others',
  note: ({ root }) => `All patterns stand in ${root}, so that one place says which files make the platform.`,
})

export const definedTwice = defineDiagnostic<{ name: string; other: string }>({
  code: 'load/defined-twice',
  severity: 'error',
  message: ({ name, other }) => `\`${name}\` is defined here and in ${other}`,
  note: () => 'No file wins over another one: each name stands in one file.',
})
