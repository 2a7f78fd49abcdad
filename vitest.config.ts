import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,plugins,apps}/*/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'docs/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    env: { NODE_ENV: 'test' },
    setupFiles: ['vitest.setup.ts'],
    // Most tests wait for servers, browsers and clocks: all cores, not all but one.
    maxWorkers: Math.max(2, availableParallelism()),
    globalSetup: [
      'packages/backend-test-utils/src/databases/postgres-global-setup.ts',
      'apps/portal/testing/global-setup.ts',
    ],
    // Bounds for what hangs: a slow machine that runs two browsers is no fault.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
    reporters: ['default'],
  },
});
