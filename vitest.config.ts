import { defineConfig } from 'vitest/config'

/** `npm test`. What needs the tools of the field has a configuration of its own: `npm run conformance`. */
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], exclude: ['test/conformance/**'], testTimeout: 20_000 },
})
