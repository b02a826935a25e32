import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { doors } from '../../vitest.config.ts'
import { LongestFirst } from './longest-first.ts'

const here = dirname(fileURLToPath(import.meta.url))

/** `npm run conformance`: the output as the tools that will really read it judge it. */
export default defineConfig({
  resolve: { alias: doors },
  test: {
    root: here,
    include: ['**/*.test.ts'],
    sequence: { sequencer: LongestFirst },
    globalSetup: [`${here}/render-all.ts`],
    // Judges are processes of their own; two files at a time keep two cores busy.
    maxWorkers: 2,
    maxConcurrency: 2,
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
})
