import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@portico/backend-test-utils';
import { loadConfig } from '@portico/config/loader';
import { expect, it, vi } from 'vitest';
import { createConfigReport } from './config-report.ts';
import type { LoadedRootConfig } from './root-config.ts';

it('logs which keys a change is about, and never a value', async () => {
  const root = mkdtempSync(join(tmpdir(), 'portico-config-'));
  const write = (text: string): void => writeFileSync(join(root, 'app-config.yaml'), text);
  write('app: { title: One }\nintegrations: { github: [{ token: first-secret }] }\n');
  const loaded = await loadConfig({ root, env: {}, schemas: [], watch: true });
  const logger = mockServices.logger.mock();
  const config: LoadedRootConfig = { ...loaded.config, loaded, onRefusal: () => {} };
  createConfigReport({
    config,
    logger,
    lifecycle: mockServices.rootLifecycle.mock(),
  });
  write('app: { title: Two, url: x }\nintegrations: { github: [{ token: second-secret }] }\n');
  await vi.waitFor(() => expect(logger.info).toHaveBeenCalled());
  expect(logger.info.mock.calls.map(([line]) => line)).toEqual([
    'The configuration has changed: app.title, app.url, integrations.github',
  ]);
  loaded.stop();
  rmSync(root, { recursive: true });
});
