import { expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';

it('a window of medium width keeps a table that sorts, with the filters behind a button', async () => {
  await using list = await openPage('/catalog', { width: 1024, height: 768 });
  const { page } = list;
  const owner = page.getByRole('row').getByRole('link', { name: 'Platform', exact: true }).first();
  await expect
    .poll(async () =>
      owner.evaluate(link =>
        [link, ...link.querySelectorAll('*')].every(
          part => part.scrollWidth <= part.clientWidth || part.clientWidth === 0,
        ),
      ),
    )
    .toBe(true);
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect.poll(() => page.url()).toContain('sort=-');
  const kinds = page.getByRole('group', { name: 'Filters' });
  expect(await kinds.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Show filters' }).click();
  await kinds.waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByText('if there is room').first().waitFor();
  expect(await list.violations()).toEqual([]);
});
