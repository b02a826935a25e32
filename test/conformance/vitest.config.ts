import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { doors } from '../../vitest.config.ts'

const here = dirname(fileURLToPath(import.meta.url))

/** `npm run conformance`: the output as the tools that will really read it judge it. */
export default defineConfig({
  resolve: { alias: doors },
  test: {
    root: here,
    include: ['**/*.test.ts'],
    // Requests through a real istiod and Envoy take some minutes of their own: `npm run conformance:requests`.
    exclude: process.env.REQUESTS === '1' ? [] : ['requests.test.ts'],
    globalSetup: [`${here}/render-all.ts`],
    // Judges are processes of their own; two files at a time keep two cores busy.
    maxWorkers: 2,
    maxConcurrency: 2,
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
})
