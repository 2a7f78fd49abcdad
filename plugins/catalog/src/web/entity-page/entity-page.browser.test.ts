import { describe, expect, it } from 'vitest';
import type { EntityExplanation } from '@portico/catalog-client';
import { openPage } from '@portico/portal/testing';

const booking = '/catalog/default/component/booking-service';

describe("an entity's page", () => {
  it.each(['light', 'dark'] as const)(
    'says what it is, whose it is and what belongs to it, in the %s',
    async colorScheme => {
      await using portal = await openPage(booking, { colorScheme });
      const { page } = portal;
      await page.getByRole('heading', { name: 'Booking service', level: 1 }).waitFor();
      const trail = page.getByRole('navigation', { name: 'Where you are' });
      await expect
        .poll(() => trail.getByRole('listitem').allInnerTexts())
        .toEqual(['Catalog', 'Shipping', 'Booking', 'Booking service']);
      const about = page.getByRole('region', { name: 'About' });
      await about.getByText('Takes bookings').waitFor();
      await about.getByRole('link', { name: 'In order' }).waitFor();
      await page
        .getByRole('table', { name: 'Depends on resources' })
        .getByRole('link', { name: 'event-stream' })
        .waitFor();
      const users = page.getByRole('table', { name: 'Used by' }).getByRole('row');
      await users.filter({ hasText: 'Shipper gateway' }).getByRole('link', { name: 'Booking API' }).waitFor();
      await page.getByRole('heading', { name: /^Provided APIs/ }).waitFor();
      await page
        .getByRole('heading', { name: /^Depends on/ })
        .first()
        .waitFor();
      const titles = await page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts();
      const placeOf = (start: string) => titles.findIndex(title => title.startsWith(start));
      expect(placeOf('About')).toBe(0);
      expect(placeOf('Depends on')).toBeLessThan(placeOf('Provided APIs'));
      await expect.poll(() => page.title()).toBe('Booking service · Portico');
      expect(await portal.violations()).toEqual([]);
    },
  );

  it('gives its cards the whole width below what stands beside them', async () => {
    await using portal = await openPage(booking);
    const edges = async (name: string) => {
      const box = await portal.page.getByRole('region', { name }).boundingBox();
      return { left: box?.x ?? 0, right: (box?.x ?? 0) + (box?.width ?? 0) };
    };
    await portal.page.getByRole('region', { name: 'Relations' }).waitFor();
    await expect.poll(async () => (await edges('Relations')).right).toBe((await edges('Labels')).right);
    const about = await edges('About');
    const relations = await edges('Relations');
    expect(relations.left).toBe(about.left);
    expect(about.right).toBeLessThan((await edges('Labels')).left);
  });

  it('explains itself, by keyboard alone', async () => {
    await using portal = await openPage(booking, { colorScheme: 'dark' });
    const { page } = portal;
    await page.getByRole('link', { name: 'Why', exact: true }).press('Enter');
    await page.waitForURL('**/booking-service/why');
    await page.getByText('In the catalog, and in order.').waitFor();
    const origin = page.getByRole('region', { name: 'Where it comes from' });
    await expect.poll(() => origin.getByRole('listitem').count()).toBe(4);
    await page.getByRole('region', { name: 'What has changed' }).getByText('Added').waitFor();
    await page.getByRole('region', { name: 'What processed it' }).getByText('ms').first().waitFor();
    expect(await portal.violations()).toEqual([]);
    await page.getByRole('button', { name: /What can be done/ }).press('Enter');
    await page.getByRole('menuitem', { name: 'Inspect' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('booking-service').first().waitFor();
    await dialog.getByText('Ancestry').click();
    await dialog.getByRole('link', { name: 'tidewater-freight' }).waitFor();
    expect(await portal.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('shows what going would take along, and that it would come back', async () => {
    await using portal = await openPage(booking);
    const { page } = portal;
    await page.getByRole('button', { name: /What can be done/ }).click();
    await page.getByRole('menuitem', { name: 'Unregister' }).click();
    const dialog = page.getByRole('dialog', { name: 'Unregister Booking service?' });
    await dialog.getByText('It comes back').waitFor();
    await dialog.getByText('1 entity goes').waitFor();
    expect(await portal.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('fits a phone, and speaks German', async () => {
    for (const tab of ['', '/why']) {
      await using portal = await openPage(booking + tab, {
        width: 380,
        height: 760,
        storage: { language: 'de' },
      });
      const { page } = portal;
      await page.getByRole('heading', { name: tab === '' ? 'Worum es geht' : 'Woher er kommt' }).waitFor();
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
        .toBeLessThanOrEqual(380);
      expect(await portal.violations()).toEqual([]);
    }
  });

  it('has links that a thumb hits, on a phone in the dark', async () => {
    await using portal = await openPage('/catalog/default/domain/shipping', {
      width: 380,
      height: 800,
      colorScheme: 'dark',
    });
    await portal.page
      .getByRole('region', { name: /^Systems/ })
      .getByRole('link', { name: 'Booking' })
      .first()
      .waitFor();
    const trail = portal.page.getByRole('navigation', { name: 'Where you are' });
    await expect.poll(() => trail.getByRole('listitem').allInnerTexts()).toEqual(['Catalog']);
    expect(await portal.violations()).toEqual([]);
  });

  it('says that it stays only since its removal is held back, and how to have it removed', async () => {
    await using portal = await openPage(`${booking}/why`, {
      width: 380,
      height: 760,
      colorScheme: 'dark',
      async prepare(page) {
        await page.route('**/api/catalog/explain?*', async route => {
          const response = await route.fetch();
          const told = (await response.json()) as EntityExplanation;
          const [root, ...rest] = told.chain;
          const chain = [{ ...root, removalHeldSince: new Date().toISOString() }, ...rest];
          await route.fulfill({ response, json: { ...told, chain } });
        });
      },
    });
    const { page } = portal;
    await page.getByText('In the catalog, though its provider does not declare it any more.').waitFor();
    const origin = page.getByRole('region', { name: 'Where it comes from' });
    await origin.getByText('Removal held back').waitFor();
    await origin.getByText('POST /api/catalog/providers/ConfigLocationProvider/release').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
    expect(await portal.violations()).toEqual([]);
  });

  it('says why there is none, and what was perhaps meant', async () => {
    await using portal = await openPage('/catalog/default/component/booking-servcie');
    const { page } = portal;
    await page
      .getByRole('heading', { name: "Component 'booking-servcie' is not in the catalog", level: 1 })
      .waitFor();
    await page.getByText('Nothing declares it.').waitFor();
    const trail = page.getByRole('navigation', { name: 'Where you are' });
    await trail.getByRole('link', { name: 'Catalog' }).waitFor();
    expect(await portal.violations()).toEqual([]);
    await page.getByRole('link', { name: 'Booking service component:default/booking-service' }).click();
    await page.getByRole('heading', { name: 'Booking service', level: 1 }).waitFor();
  });

  it('says that a tab is not there', async () => {
    await using portal = await openPage(`${booking}/nothing-here`);
    await portal.page.getByText('This entity has no such tab').waitFor();
    await portal.page.getByRole('link', { name: 'To the overview' }).click();
    await portal.page.getByRole('region', { name: 'About' }).waitFor();
  });
});

describe('a backend that does not answer as it should', () => {
  it('is named with its log id, and asked again', async () => {
    await using portal = await openPage(booking, {
      colorScheme: 'dark',
      expectedProblem: /status of 500/,
      prepare: async page => {
        await page.route('**/api/catalog/entities/by-refs*', route =>
          route.fulfill({
            status: 500,
            json: {
              error: { name: 'InternalError', message: 'An internal error occurred logId=1f4a7c03' },
              response: { statusCode: 500 },
            },
          }),
        );
      },
    });
    const { page } = portal;
    await page.getByText("The entity 'component:default/booking-service' could not be loaded").waitFor();
    await page.getByText('1f4a7c03', { exact: true }).waitFor();
    expect(await portal.violations()).toEqual([]);
    await page.unroute('**/api/catalog/entities/by-refs*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Booking service', level: 1 }).waitFor();
  });

  it('that hides an entity is believed, and tells the permission that it takes', async () => {
    await using portal = await openPage('/catalog/default/component/hidden', {
      prepare: async page => {
        await page.route('**/api/catalog/explain*', async route => {
          const answer = (await (await route.fetch()).json()) as { permission: object };
          await route.fulfill({
            json: { ...answer, permission: { ...answer.permission, decision: 'deny' } },
          });
        });
      },
    });
    await portal.page.getByRole('heading', { name: 'You may not see this' }).waitFor();
    await portal.page.getByText("'catalog.entity.read'").waitFor();
    expect(await portal.violations()).toEqual([]);
    await portal.page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});
