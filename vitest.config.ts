import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The same JSX as in tsconfig.json, which covers only part of the files tested here.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts', 'sdk/**/*.test.ts', 'examples/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    // Importing a file does nothing and every test file has a database of its own, so a worker may serve many of them.
    // The price: modules are evaluated once a worker, and `vi.mock` would come too late.
    isolate: false,
    // The default leaves a core free, but tests wait much of their time, for PostgreSQL or for another process.
    maxWorkers: '100%',
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/no-console-error.ts', 'tests/support/close-database.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
