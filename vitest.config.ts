import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** In this repository the two doors are their sources, as in tsconfig.json: a renderer of the examples talks to the engine that runs it. */
export const doors = { 'platgen/sdk': at('engine/sdk.ts'), 'platgen/testing': at('engine/testing.ts') }

/** `npm test`. What needs the tools of the field has a configuration of its own: `npm run conformance`. */
export default defineConfig({
  resolve: { alias: doors },
  test: { include: ['test/**/*.test.ts'], exclude: ['test/conformance/**'], testTimeout: 20_000 },
})
