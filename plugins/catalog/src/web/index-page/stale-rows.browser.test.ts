import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { openPage, startPortal } from '@portico/portal/testing';

const file = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: aged }
spec: { type: service, lifecycle: production, owner: group:default/booking-team }
`;

it('marks and finds rows whose source cannot be read, until it can be', async () => {
  let isBroken = false;
  await using source = await serve(() => (isBroken ? undefined : file));
  await using portal = await startPortal({
    APP_CONFIG_backend_reading_allow: JSON.stringify([{ host: source.host }]),
    APP_CONFIG_catalog_locations: JSON.stringify([
      { type: 'url', target: `http://${source.host}/aged.yaml` },
    ]),
  });
  await using opened = await openPage('/catalog/default/component/aged', { portal });
  const { page } = opened;
  const checkNow = async () => {
    await page.getByRole('button', { name: /What can be done/ }).click();
    await page.getByRole('menuitem', { name: 'Check now' }).click();
  };
  const row = page.getByRole('row').filter({ hasText: 'aged' });
  const mark = row.getByTitle(/^May be out of date: .*aged\.yaml cannot be read\. .*500/);
  await page.goto(`${portal.url}/catalog?text=aged`);
  await row.waitFor();
  await page.getByLabel('Stale 0').waitFor();
  await mark.waitFor({ state: 'detached' });

  isBroken = true;
  await page.goto(`${portal.url}/catalog/default/component/aged`);
  await checkNow();
  await page.getByText(/keeps the latest version out of the catalog/).waitFor();
  await page.goto(`${portal.url}/catalog?text=aged`);
  await mark.waitFor();
  await page.getByLabel('Stale 1').click();
  await page.waitForURL(/stale/);
  await page.reload();
  await page.getByText('1 row', { exact: true }).waitFor();
  await mark.waitFor();
  expect(await opened.violations()).toEqual([]);

  isBroken = false;
  await page.goto(`${portal.url}/catalog/default/component/aged`);
  await checkNow();
  await page.getByText(/keeps the latest version out of the catalog/).waitFor({ state: 'detached' });
  await page.goto(`${portal.url}/catalog?text=aged`);
  await page.getByLabel('Stale 0').waitFor();
  await mark.waitFor({ state: 'detached' });
});

/** Serves a file, or the status 500 instead of it. */
async function serve(read: () => string | undefined): Promise<AsyncDisposable & { host: string }> {
  const server = createServer((_request, response) => {
    const text = read();
    if (text === undefined) response.writeHead(500).end();
    else response.writeHead(200, { 'content-type': 'text/yaml' }).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
