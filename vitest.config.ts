import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,plugins,apps}/*/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'docs/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    env: { NODE_ENV: 'test' },
    globalSetup: [
      'packages/backend-test-utils/src/databases/postgres-global-setup.ts',
      'apps/portal/testing/global-setup.ts',
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
