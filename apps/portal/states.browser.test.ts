import type { Locator, Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage } from './testing/index.ts';

// How pages look while the catalog is slow, refuses, or is not there.
const paths = [
  '/home',
  '/catalog',
  '/catalog/default/component/booking-service',
  '/catalog-graph?rootEntityRefs[]=component:default/booking-service',
  '/api-docs',
  '/org',
  '/catalog-import?url=http%3A%2F%2Flocalhost%2Fcatalog-info.yaml',
];

const catalog = '**/api/catalog/**';

function refuse(status: number, message: string): (route: Route) => Promise<void> {
  const name = status === 401 ? 'AuthenticationError' : 'NotAllowedError';
  return async route =>
    route.fulfill({ status, json: { error: { name, message }, response: { statusCode: status } } });
}

/** The first step of the way to an entity. */
function wayToCatalog(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: 'Catalog' });
}

/** Opens the pages beside each other, and looks at each. */
async function onEach(
  answer: (route: Route) => Promise<void>,
  look: (page: Page, path: string) => Promise<void>,
): Promise<void> {
  await using first = await openPage('/devtools/ui', {
    expectedProblem: /status of 40[13]|ERR_CONNECTION_REFUSED/,
    prepare: async page => {
      await page.route(catalog, answer);
    },
  });
  for (const path of paths) {
    await first.page.goto(new URL(path, first.page.url()).href);
    await look(first.page, path);
  }
  expect(await first.violations()).toEqual([]);
}

it('a session that has ended is told, and leads to signing in', async () => {
  await onEach(refuse(401, 'Illegal token'), async page => {
    await page.getByText('You are no longer signed in').first().waitFor();
    await page.getByRole('button', { name: 'Sign in again' }).first().waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });
});

it('a missing permission is named, with whom to ask', async () => {
  const message = "Missing the permission 'catalog.entity.read'; ask whoever keeps the portal's policy";
  await onEach(refuse(403, message), async (page, path) => {
    await page.getByText("It takes the permission 'catalog.entity.read'").first().waitFor();
    if (path.includes('/component/')) await wayToCatalog(page).waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });
});

it('a backend that is not there is told, with what to do', async () => {
  const refused = async (route: Route) => route.abort('connectionrefused');
  await onEach(refused, async (page, path) => {
    await page.getByText('The backend cannot be reached').first().waitFor();
    await page.getByText('Check your connection').first().waitFor();
    if (path.includes('/component/')) await wayToCatalog(page).waitFor();
    // Where one has asked for something, one asks again in the same way.
    const again = path.startsWith('/catalog-import') ? 'Look into it' : 'Try again';
    await page.getByRole('button', { name: again }).first().waitFor();
    expect(await page.getByText('Failed to fetch').count()).toBe(0);
  });
});

it('filters wait for no counts that nobody will give, and show none', async () => {
  await using opened = await openPage('/catalog', {
    expectedProblem: /ERR_CONNECTION_REFUSED/,
    prepare: async page => {
      await page.route('**/api/catalog/**', async route => route.abort('connectionrefused'));
    },
  });
  const { page } = opened;
  await page.getByText('The entities could not be loaded').waitFor();
  await page.getByLabel('With errors', { exact: true }).waitFor();
  await page.getByLabel('Components', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Tags' }).count()).toBe(0);
  expect(await opened.violations()).toEqual([]);
});

it('nobody can sign in at a backend that is not there, and is told so', async () => {
  await using opened = await openPage('/org', {
    expectedProblem: /ERR_CONNECTION_REFUSED/,
    prepare: async page => {
      await page.route('**/api/auth/**', async route => route.abort('connectionrefused'));
    },
  });
  await opened.page.getByText('The backend cannot be reached').waitFor();
  expect(await opened.violations()).toEqual([]);
});

it('a slow backend leaves each page with its name and something that says that it loads', async () => {
  await onEach(
    async () => new Promise(() => {}),
    async (page, path) => {
      await page.getByRole('heading', { level: 1 }).waitFor();
      const main = page.getByRole('main');
      await main
        .locator('[role="status"][aria-label="Loading"], [aria-busy="true"]')
        .first()
        .waitFor({ state: 'attached' });
      if (!path.includes('/component/')) return;
      await page.getByRole('heading', { level: 1, name: 'booking-service' }).waitFor();
      await wayToCatalog(page).waitFor();
    },
  );
});

it('a token that the backend refuses is renewed once, and nobody sees it', async () => {
  let old: string | undefined;
  let renewals = 0;
  await using opened = await openPage('/org', {
    expectedProblem: /status of 401/,
    prepare: async page => {
      await page.route('**/api/auth/guest/refresh', async route => {
        renewals += 1;
        // Tokens of the same second are the same.
        if (renewals > 1) await new Promise(resolve => setTimeout(resolve, 1100));
        await route.continue();
      });
      await page.route(catalog, async route => {
        const token = route.request().headers()['authorization'];
        old ??= token;
        await (token === old ? refuse(401, 'Illegal token')(route) : route.continue());
      });
    },
  });
  await opened.page.getByRole('link', { name: 'Shipping', exact: true }).waitFor();
  expect([renewals, await opened.page.getByText('no longer signed in').count()]).toEqual([2, 0]);
});

it('what is reached without a network does not wait for one', async () => {
  await using opened = await openPage('/devtools/ui');
  const { page } = opened;
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Organisation' }).click();
  await page.getByRole('link', { name: 'Shipping', exact: true }).waitFor();
});

it('registering is for those who may, and others are told what it takes', async () => {
  await using opened = await openPage('/catalog-import', {
    prepare: async page => {
      await page.route('**/catalog-import', async route => {
        const response = await route.fetch();
        const enabled = '{"context":"test","data":{"permission":{"enabled":true}}}';
        const body = (await response.text()).replace(
          /backstage\.io\/config">\s*\[/,
          match => `${match}${enabled},`,
        );
        await route.fulfill({ response, body });
      });
      await page.route('**/api/permission/authorize', async route => {
        const { items } = route.request().postDataJSON() as { items: { id: string }[] };
        await route.fulfill({ json: { items: items.map(({ id }) => ({ id, result: 'DENY' })) } });
      });
    },
  });
  await opened.page.getByText("It takes the permission 'catalog.entity.create'").waitFor();
  expect(await opened.page.getByRole('textbox').count()).toBe(0);
  expect(await opened.violations()).toEqual([]);
});
