/** Every code of this stage. */
export * from './file-diagnostics.ts'
export * from './syntax-diagnostics.ts'
export * from './text-diagnostics.ts'
