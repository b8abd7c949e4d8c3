import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The same JSX as in tsconfig.json, which covers only part of the files tested here.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts', 'sdk/**/*.test.ts', 'examples/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/no-console-error.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
