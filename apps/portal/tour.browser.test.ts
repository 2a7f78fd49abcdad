import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage } from './testing/index.ts';

// The pictures of the README: `PORTICO_PICTURES=docs/pictures npx vitest run apps/portal/tour` draws them anew.
const size = { width: 1440, height: 860 };
const folder = process.env['PORTICO_PICTURES'];

async function keep(page: Page, name: string): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

it('the tour of the README shows what it says', async () => {
  await using list = await openPage('/catalog', size);
  const rows = list.page.getByRole('row');
  await rows.filter({ hasText: 'Booking service' }).first().waitFor();
  await list.page.getByText('Owner').first().waitFor();
  await expect.poll(() => rows.count()).toBeGreaterThan(10);
  await keep(list.page, 'catalog');

  await rows.getByRole('link', { name: 'Booking service' }).click();
  await list.page.getByRole('heading', { level: 1, name: 'Booking service' }).waitFor();
  await list.page.getByRole('heading', { name: 'Provided APIs' }).waitFor();
  await list.page.getByRole('link', { name: 'Booking API' }).first().waitFor();
  await list.page.getByRole('heading', { name: 'Links' }).waitFor();
  await list.page.getByRole('heading', { name: 'Labels' }).waitFor();
  // The name of an API gives way to its title, once that is known.
  await list.page
    .getByRole('link', { name: 'booking-api', exact: true })
    .first()
    .waitFor({ state: 'detached' });
  await keep(list.page, 'entity');

  await list.page.getByRole('link', { name: 'Why', exact: true }).click();
  await list.page.getByText('In the catalog, and in order').waitFor();
  await list.page.getByText('What was decided').waitFor();
  await keep(list.page, 'why');
});

it('the graph of the tour shows a neighbourhood, in the dark', async () => {
  await using graph = await openPage(
    '/catalog-graph?rootEntityRefs[]=component:default/booking-service&maxDepth=2',
    { ...size, colorScheme: 'dark' },
  );
  await graph.page.getByText('booking-database').first().waitFor();
  await keep(graph.page, 'graph');
});
