import { openPage } from '@portico/portal/testing';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';

describe('the page of a group', () => {
  it('says who it is, who is in it, and what it owns with its groups', async () => {
    await using portal = await openPage('/catalog/default/group/shipping');
    const { page } = portal;
    const ownership = page.getByRole('region', { name: 'Ownership' });
    await ownership.getByRole('link', { name: /7\s*Components/ }).waitFor();
    const members = page.getByRole('region', { name: 'Members' });
    await members.getByRole('link', { name: 'Sofia Carvalho' }).waitFor();
    await expect.poll(() => members.getByRole('listitem').count()).toBe(1);
    await members.getByText('With subgroups').click();
    await expect.poll(() => members.getByRole('listitem').count()).toBeGreaterThan(3);
    const hierarchy = page.getByRole('region', { name: 'Hierarchy' }).getByRole('listitem');
    await expect
      .poll(() => hierarchy.allInnerTexts())
      .toEqual([
        'Tidewater Freight',
        'Engineering',
        expect.stringMatching(/^Shipping\s+this group$/),
        'Booking',
        'Tracking',
      ]);
    expect(await portal.violations()).toEqual([]);
    await ownership.getByText('Direct').click();
    await ownership.getByRole('link', { name: /^1\s*Domain$/ }).waitFor();
    const kinds = ownership.getByRole('list', { name: 'Kinds' }).getByRole('listitem');
    await expect.poll(() => kinds.count()).toBe(1);
    await ownership.getByText('With subgroups').click();
    await ownership.getByRole('link', { name: /7\s*Component/ }).click();
    await page.waitForURL('**/catalog?**');
    await page.getByRole('link', { name: 'Booking service', exact: true }).waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(1 + 7);
  });
});

describe('the page of a group', () => {
  it('says everything once', async () => {
    await using portal = await openPage('/catalog/default/group/booking-team');
    const { page } = portal;
    await page.getByRole('region', { name: 'Profile' }).getByText('booking@tidewater.example').waitFor();
    await page.getByRole('region', { name: 'About' }).getByText('Quotes, bookings and capacity').waitFor();
    expect(await page.getByText('Quotes, bookings and capacity').count()).toBe(1);
  });
});

describe('the page of a person', () => {
  it('says which groups they are in, and what those own, in German and on a phone', async () => {
    await using portal = await openPage('/catalog/default/user/ravi.menon', {
      width: 380,
      height: 800,
      colorScheme: 'dark',
      storage: { language: 'de' },
    });
    const { page } = portal;
    const profile = page.getByRole('region', { name: 'Profil' });
    await profile.getByRole('link', { name: 'Booking' }).waitFor();
    const ownership = page.getByRole('region', { name: 'Besitz' });
    await ownership.getByRole('link', { name: /Komponente/ }).waitFor();
    const first = page.getByRole('main').getByRole('region').first();
    await first.getByRole('heading', { name: 'Profil' }).waitFor();
    const topOf = async (card: Locator): Promise<number> => (await card.boundingBox())?.y ?? NaN;
    await expect.poll(async () => (await topOf(ownership)) - (await topOf(profile))).toBeGreaterThan(0);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(380);
    expect(await portal.violations()).toEqual([]);
  });
});

describe('the organisation', () => {
  it('is a tree that is opened, searched, and leads on', async () => {
    await using portal = await openPage('/org');
    const { page } = portal;
    await page.getByRole('row', { name: /Tidewater Freight/ }).waitFor();
    await page.getByRole('row', { name: /Shipping/ }).waitFor();
    expect(await portal.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Collapse all' }).click();
    await expect.poll(() => page.getByRole('row').count()).toBeLessThan(5);
    await page.getByRole('button', { name: 'Show the groups in Tidewater Freight' }).press('Enter');
    await page.getByRole('row', { name: /Engineering/ }).waitFor();
    await page.getByRole('searchbox', { name: 'Find a group' }).fill('track');
    await page.getByRole('row', { name: /Tracking/ }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('search')).toBe('track');
    await page.getByRole('link', { name: 'Tracking' }).click();
    await page.waitForURL('**/catalog/default/group/tracking-team');
  });

  it('says on a phone what its columns say', async () => {
    await using portal = await openPage('/org', { width: 380, height: 760 });
    const row = portal.page.getByRole('row', { name: /Platform/ });
    await row.getByText('Members 3').waitFor();
    await row.getByText('Owns in all').waitFor();
    const startOf = async (part: Locator): Promise<number> => (await part.boundingBox())?.x ?? NaN;
    const group = row.getByRole('link', { name: 'Platform' });
    const owns = row.getByText('Members 3');
    await expect.poll(async () => Math.abs((await startOf(group)) - (await startOf(owns)))).toBeLessThan(30);
    await expect.poll(() => portal.page.evaluate(() => document.documentElement.scrollWidth)).toBe(380);
    expect(await portal.violations()).toEqual([]);
  });

  it('says what failed, and that there is nothing', async () => {
    await using failing = await openPage('/org', {
      expectedProblem: /500/,
      prepare: async page => {
        await page.route('**/entity-facets*', route =>
          route.fulfill({ status: 500, json: { error: { name: 'Error', message: 'The disk is full' } } }),
        );
      },
    });
    await failing.page.getByText('The groups could not be loaded').waitFor();
    await using empty = await openPage('/org', {
      prepare: async page => {
        await page.route('**/api/catalog/entities?*', route => route.fulfill({ json: [] }));
      },
    });
    await empty.page.getByText('There are no groups yet').waitFor();
    expect(await empty.violations()).toEqual([]);
  });
});
