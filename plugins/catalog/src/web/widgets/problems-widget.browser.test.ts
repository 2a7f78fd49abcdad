import { expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';
import { startSourcePortal } from '../testing/start-source-portal.ts';

const file = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: crooked }
spec: { type: service, lifecycle: production, owner: user:default/guest }
`;

it('counts what one owns and cannot be read any more as a problem', async () => {
  await using portal = await startSourcePortal();
  portal.files.set('crooked.yaml', file);
  await portal.register('crooked.yaml');
  await using opened = await openPage('/catalog/default/component/crooked', { portal });
  const { page } = opened;
  await page.getByRole('heading', { level: 1, name: 'crooked' }).waitFor();
  await page.goto(`${portal.url}/home`);
  await page.getByText('Nothing of yours has problems.').waitFor();

  portal.files.set('crooked.yaml', `${file}   crooked:\n - indentation`);
  await page.goto(`${portal.url}/catalog/default/component/crooked`);
  await page.getByRole('button', { name: /What can be done/ }).click();
  await page.getByRole('menuitem', { name: 'Check now' }).click();
  await page.getByText(/keeps the latest version out of the catalog/).waitFor();
  await page.goto(`${portal.url}/home`);
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Stale' });
  await row.getByRole('link', { name: 'crooked' }).waitFor();
  await row.getByTitle(/^May be out of date: .*crooked\.yaml cannot be read/).waitFor();
  expect(await opened.violations()).toEqual([]);
});
