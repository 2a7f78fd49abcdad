import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '../node_modules');

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    env: { NODE_ENV: 'test' },
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Official web packages are written for bundlers, so they are bundled.
    server: {
      deps: { external: [/node_modules/], inline: [/node_modules\/@backstage\/(frontend|core|version)-/] },
    },
  },
  // An app has one React, as it has in the browser.
  resolve: {
    alias: { react: resolve(root, 'react'), 'react-dom': resolve(root, 'react-dom') },
  },
});
