import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Many tests start processes and servers of their own.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxConcurrency: 4,
    coverage: { include: ['src/**'] },
  },
})
