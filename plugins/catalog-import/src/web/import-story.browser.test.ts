import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, startPortal, type RunningPortal } from '@portico/portal/testing';

const files = new Map<string, string>();
const server = createServer((request, response) => {
  const text = files.get(request.url ?? '');
  if (text === undefined) response.writeHead(404).end();
  else response.end(text);
});
let origin = '';
let portal: RunningPortal;

beforeAll(async () => {
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  origin = `http://${host}`;
  portal = await startPortal({ APP_CONFIG_backend_reading_allow: JSON.stringify([{ host }]) });
});

afterAll(async () => {
  await portal?.[Symbol.asyncDispose]();
  server.close();
});

const component = (name: string, title: string, rest = '  owner: booking-team\n'): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\n  title: ${title}\nspec:\n  type: service\n  lifecycle: production\n${rest}`;

// The browser notes every answer of the catalog that is an error.
const expectedProblem = /status of 400/;

describe('registering a file', () => {
  it('shows what it declares, brings it into the catalog, follows its changes, and lets it go', async () => {
    files.set('/story.yaml', `${component('tide', 'Tide')}---\n${component('ebb', 'Ebb')}`);
    await using opened = await openPage('/catalog-import', { portal });
    const { page } = opened;
    expect(await opened.violations()).toEqual([]);
    await page.getByLabel('URL of a file or a repository').fill(`${origin}/story.yaml`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'It declares 2 entities' }).waitFor();
    const preview = page.getByRole('table', { name: /story\.yaml/ });
    await preview.getByText('Tide').waitFor();
    expect(await preview.getByRole('link').count()).toBe(0);
    expect(await opened.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByRole('heading', { name: 'Registered, and in the catalog:' }).waitFor();
    expect(await opened.violations()).toEqual([]);
    await page.getByRole('main').getByRole('link', { name: 'Tide' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tide' }).waitFor();

    const choose = async (item: string): Promise<void> => {
      await page.getByRole('button', { name: /What can be done/ }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    files.set('/story.yaml', component('tide', 'High tide'));
    await choose('Check now');
    await page.getByRole('heading', { level: 1, name: 'High tide' }).waitFor();
    for (const [broken, place] of [
      [component('tide', 'Low tide', '  ownr: booking-team\n'), /story\.yaml:6:1/],
      [component('tide', '[no YAML'), /story\.yaml:5:10/],
    ] as const) {
      files.set('/story.yaml', broken);
      await choose('Check now');
      await page.getByRole('link', { name: place }).first().waitFor();
      await page.getByRole('heading', { level: 1, name: 'High tide' }).waitFor();
      files.set('/story.yaml', component('tide', 'High tide'));
      await choose('Check now');
      await expect.poll(() => page.getByRole('link', { name: place }).count()).toBe(0);
    }
    await page.getByRole('heading', { level: 1, name: 'High tide' }).waitFor();
    await choose('Unregister');
    await page.getByRole('dialog').getByRole('button', { name: 'Unregister' }).click();
    await page.waitForURL(/\/catalog(?:\?|$)/);
  });

  it('says that it is registered already, and reads it again', async () => {
    files.set('/twice.yaml', component('twice', 'Twice'));
    await using opened = await openPage(`/catalog-import?url=${encodeURIComponent(`${origin}/twice.yaml`)}`, {
      portal,
      width: 380,
      colorScheme: 'dark',
    });
    const { page } = opened;
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByRole('button', { name: 'Register another' }).click();
    await page.waitForURL(/\/catalog-import$/); // The form is another from then on.
    await page.getByRole('button', { name: 'Register another' }).waitFor({ state: 'detached' });
    files.set('/twice.yaml', component('twice', 'Twice as much'));
    await page.getByLabel('URL of a file or a repository').fill(`${origin}/twice.yaml`);
    await page.getByRole('button', { name: 'Look into it' }).click();
    await page.getByText('registered already').waitFor();
    expect(await opened.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByRole('link', { name: 'Twice as much' }).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(380);
  });
});

describe('a URL that cannot be registered', () => {
  it.each([
    ['/invalid.yaml', 'The file has faults', /line 6, column 1/],
    ['/broken.yaml', 'The file has faults', /line \d+, column \d+/],
    ['/person.yaml', 'It declares a kind that may not come from here', /catalog\.rules/],
    ['/none.yaml', 'There is no file at this URL', /Check the path and the branch/],
    ['https://elsewhere.example/x.yaml', 'The portal may not read from this host', /backend\.reading\.allow/],
    ['localhost:7499/x.yaml', 'This does not begin with http:// or https://', /address bar/],
    ['nothing', 'This is no URL', /address bar/],
  ])('%s: says so and what to do', async (path, title, remedy) => {
    files.set('/invalid.yaml', component('bad', 'Bad', '  ownr: booking-team\n'));
    files.set('/broken.yaml', component('bad', '[Bad'));
    files.set(
      '/person.yaml',
      'apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: eve}\nspec: {memberOf: []}\n',
    );
    const url = path.startsWith('/') ? `${origin}${path}` : path;
    await using opened = await openPage(`/catalog-import?url=${encodeURIComponent(url)}`, {
      portal,
      expectedProblem,
    });
    const alert = opened.page.getByRole('alert');
    await alert.getByText(title).waitFor();
    await alert.getByText(remedy).first().waitFor();
    expect(await opened.page.getByRole('button', { name: 'Register' }).count()).toBe(0);
  });

  it('an empty file cannot be registered', async () => {
    files.set('/empty.yaml', '\n');
    await using opened = await openPage(`/catalog-import?url=${encodeURIComponent(`${origin}/empty.yaml`)}`, {
      portal,
    });
    await opened.page.getByText('It declares nothing.').waitFor();
    await expect.poll(() => opened.page.getByRole('button', { name: 'Register' }).isDisabled()).toBe(true);
  });

  it('tells several files of a repository apart, and offers to write one where there is none', async () => {
    const repository = 'https://github.com/acme/web';
    const entity = (name: string) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name },
    });
    const file = (name: string, isRegistered: boolean) => ({
      location: { type: 'url', target: `${repository}/blob/main/${name}.yaml` },
      isRegistered,
      entity: entity(name),
    });
    let answer: object = {
      existingEntityFiles: [file('one', false), file('two', true)],
      generateEntities: [],
    };
    await using opened = await openPage(`/catalog-import?url=${encodeURIComponent(repository)}`, {
      portal,
      expectedProblem,
      prepare: async page => {
        await page.route('**/api/catalog/analyze-location', async route => route.fulfill({ json: answer }));
        await page.route('**/api/catalog/locations?dryRun=true', async route =>
          route.fulfill({
            status: 400,
            json: {
              error: { name: 'InputError', message: 'Unable to read url, NotFoundError: it' },
              response: { statusCode: 400 },
            },
          }),
        );
      },
    });
    const { page } = opened;
    await page.getByRole('heading', { name: 'There are 2 files' }).waitFor();
    await page.getByRole('checkbox', { name: /two\.yaml/ }).uncheck();
    await page.getByRole('button', { name: 'Register 1 file' }).waitFor();
    expect(await opened.violations()).toEqual([]);

    answer = { existingEntityFiles: [], generateEntities: [{ entity: entity('web'), fields: [] }] };
    await page.getByRole('button', { name: 'Look into it' }).click();
    await page.getByRole('button', { name: 'Write a file for it' }).click();
    await page
      .getByRole('textbox', { name: 'The text of catalog-info.yaml' })
      .getByText('name: web')
      .waitFor();
    const link = page.getByRole('link', { name: /Open it on github\.com/ });
    await expect
      .poll(() => link.getAttribute('href'))
      .toMatch(/^https:\/\/github\.com\/acme\/web\/new\/HEAD\?filename=catalog-info\.yaml&value=/);
  });
});
