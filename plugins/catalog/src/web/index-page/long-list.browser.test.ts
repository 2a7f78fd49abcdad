import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';
import { startSourcePortal, type SourcePortal } from '../testing/start-source-portal.ts';

const count = 450;

const component = (name: string, spec: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
const valid = '{ type: service, lifecycle: production, owner: nobody }';

let portal: SourcePortal;

beforeAll(async () => {
  portal = await startSourcePortal({
    APP_CONFIG_catalog_locations: '[]',
    // What is configured comes first, in that order.
    APP_CONFIG_app_extensions: JSON.stringify([
      { 'page:catalog': { config: { title: 'Software', pagination: { limit: 50 } } } },
      'catalog-filter:catalog/processing-status',
      { 'catalog-filter:catalog/kind': { config: { initialFilter: 'component' } } },
      { 'catalog-filter:catalog/lifecycle': false },
    ]),
  });
});

afterAll(async () => portal[Symbol.asyncDispose]());

async function numberOf(filter: string): Promise<number> {
  const page = await portal.ask(`/entities/by-query?limit=0&filter=${filter}`);
  return (page as { totalItems: number }).totalItems;
}

describe('a list of hundreds', () => {
  it('says how to fill it as long as it is empty', async () => {
    await using open = await openPage('/catalog', { portal });
    const { page } = open;
    await page.getByText('The catalog is empty').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Software' }).waitFor();
    expect(await open.violations()).toEqual([]);
  });

  it('is loaded as one scrolls, and keeps but a few rows', async () => {
    const names = Array.from({ length: count }, (_, index) => `service-${String(index).padStart(3, '0')}`);
    portal.files.set('many.yaml', names.map(name => component(name, valid)).join('---\n'));
    await portal.register('many.yaml');
    await expect.poll(async () => numberOf('kind=component')).toBe(count);
    await using open = await openPage('/catalog', { portal });
    const { page } = open;
    await page.getByText(`${count} rows`).waitFor();
    const last = page.getByRole('link', { name: names.at(-1) ?? '' });
    await expect
      .poll(async () => {
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        return last.isVisible();
      })
      .toBe(true);
    await expect.poll(() => page.getByRole('row').count()).toBeLessThan(80);
    const headings = page.getByRole('group', { name: 'Filters' }).getByRole('heading');
    const titles = async () => (await headings.allInnerTexts()).map(title => title.split('\n')[0]);
    await expect.poll(async () => (await titles()).slice(0, 3)).toEqual(['Filters', 'State', 'Kind']);
    expect(await titles()).not.toContain('Lifecycle');
  });

  it('marks what has errors, counts it, and lets it be unregistered', async () => {
    portal.files.set('broken.yaml', component('broken-one', valid) + '---\n' + component('whole-one', valid));
    await portal.register('broken.yaml');
    await expect.poll(async () => numberOf('metadata.name=whole-one')).toBe(1);
    await using open = await openPage('/catalog?text=-one', { portal });
    const { page } = open;
    await page.getByText('2 rows').waitFor();
    portal.files.set(
      'broken.yaml',
      component('broken-one', '{ type: 7 }') + '---\n' + component('whole-one', valid),
    );
    await page.getByLabel('Select all rows').click();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('2 entities will be read again').waitFor();
    await expect.poll(async () => numberOf('status.items.level=error')).toBe(1);
    await page.reload();
    const broken = page.getByRole('row').filter({ hasText: 'broken-one' });
    await broken.getByRole('img', { name: '1 error' }).waitFor();
    await page.getByRole('group', { name: 'Filters' }).getByLabel('With errors 1').click();
    await page.getByText('1 row', { exact: true }).waitFor();
    expect(await open.violations()).toEqual([]);
    await page.getByLabel('Select all rows').click();
    await page.getByRole('button', { name: 'Unregister' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('whole-one').waitFor();
    await dialog.getByRole('button', { name: 'Unregister' }).click();
    await page.getByText('3 entities unregistered').waitFor();
    await page.getByText('Nothing matches').waitFor();
  });
});
