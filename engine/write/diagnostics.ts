import { defineDiagnostic } from '../diagnostics/diagnostic.ts'

/** Files are named as the user sees them: the output folder as it was given, and the path in it. */

export const badRoot = defineDiagnostic<{ root: string; reason: string }>({
  code: 'write/bad-root',
  severity: 'error',
  message: ({ root, reason }) => `\`${root}\` cannot be the output folder: ${reason}`,
  note: () => 'platgen writes into a folder of its own; name one with `--out`',
})

export const badPath = defineDiagnostic<{ path: string; by: string; reason: string }>({
  code: 'write/bad-path',
  severity: 'error',
  message: ({ path, by, reason }) => `\`${by}\` renders the file ${JSON.stringify(path)}, which is no portable path: ${reason}`,
  note: () => 'a path is relative to the output folder, with `/`, and has to be the same file on Linux, macOS and Windows',
})

export const twoWriters = defineDiagnostic<{ file: string; by: string; other: string }>({
  code: 'write/two-writers',
  severity: 'error',
  message: ({ file, by, other }) =>
    by === other ? `\`${by}\` renders \`${file}\` twice` : `\`${other}\` and \`${by}\` both render \`${file}\``,
  note: () => 'every file has one writer; give one of them another folder or name under `outputs`, or switch it off',
})

export const caseCollision = defineDiagnostic<{ file: string; other: string }>({
  code: 'write/case-collision',
  severity: 'error',
  message: ({ file, other }) => `\`${file}\` and \`${other}\` differ only in upper and lower case`,
  note: () => 'they would be one file on macOS and Windows; rename what one of them is named after',
})

export const fileAndFolder = defineDiagnostic<{ file: string; inside: string }>({
  code: 'write/file-and-folder',
  severity: 'error',
  message: ({ file, inside }) => `\`${file}\` is rendered as a file, and as the folder of \`${inside}\``,
  note: () => 'rename what one of them is named after',
})

export const inTheWay = defineDiagnostic<{ file: string; obstacle: string; is: 'a file' | 'a folder' }>({
  code: 'write/in-the-way',
  severity: 'error',
  message: ({ file, obstacle, is }) => `\`${file}\` cannot be written: \`${obstacle}\` is ${is} that platgen did not make`,
  note: ({ obstacle }) => `nothing was written; move \`${obstacle}\` away`,
})

export const linkedFolder = defineDiagnostic<{ file: string; link: string }>({
  code: 'write/linked-folder',
  severity: 'error',
  message: ({ file, link }) => `\`${file}\` is behind the symbolic link \`${link}\``,
  note: () =>
    'nothing was written; inside the output folder platgen follows no link, so that it never writes outside of it; only the output folder itself may be one',
})

export const editedByHand = defineDiagnostic<{ file: string }>({
  code: 'write/edited-by-hand',
  severity: 'error',
  message: ({ file }) => `\`${file}\` was edited since platgen wrote it`,
  note: () => 'nothing was written; move the change into platform.yaml or a patch and delete the file, or lose it with `--force`',
})

export const notOurs = defineDiagnostic<{ file: string }>({
  code: 'write/not-ours',
  severity: 'error',
  message: ({ file }) => `\`${file}\` is there already, and platgen did not write it`,
  note: () => 'nothing was written; move the file away or choose another folder with `--out`, or overwrite it with `--force`',
})

export const badLedger = defineDiagnostic<{ ledger: string; reason: string }>({
  code: 'write/bad-ledger',
  severity: 'error',
  message: ({ ledger, reason }) => `\`${ledger}\`, which says what platgen wrote, cannot be trusted: ${reason}`,
  note: () =>
    'nothing was written; restore it, or delete it: files that are as they would be rendered are then taken over again, all others are left alone',
})

export const locked = defineDiagnostic<{ lock: string; holder: string }>({
  code: 'write/locked',
  severity: 'error',
  message: ({ holder }) => `${holder} is writing into the same output folder`,
  note: ({ lock }) => `wait until it is done; if it no longer runs, delete \`${lock}\``,
})

export const cannotWrite = defineDiagnostic<{ file: string; reason: string }>({
  code: 'write/cannot-write',
  severity: 'error',
  message: ({ file, reason }) => `cannot write \`${file}\`: ${reason}`,
  note: () => 'what was written so far is known; the next run goes on from there',
})
