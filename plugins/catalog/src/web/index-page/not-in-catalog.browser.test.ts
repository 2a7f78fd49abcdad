import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPage, startPortal } from '@portico/portal/testing';

const group = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: crew }
spec: { type: team, children: [] }
`;

it('what is declared and never came is listed with the reason, and leads to the explanation', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-declared-'));
  const broken = join(folder, 'broken.yaml');
  writeFileSync(broken, 'kind: Component\nmetadata: broken: yes\n');
  await using portal = await startPortal({
    APP_CONFIG_catalog_locations: JSON.stringify([{ type: 'file', target: broken }]),
  });
  await using list = await openPage('/catalog', { portal });
  const { page } = list;
  await page.getByText('The catalog is empty').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Declared, but not here…' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Declared, but not in the catalog' });
  await dialog.getByText(/YAML error at .*broken\.yaml, line 2/).waitFor();
  expect(await list.violations()).toEqual([]);
  await dialog.getByRole('link', { name: broken }).click();
  await page.getByRole('heading', { level: 1, name: /is not in the catalog/ }).waitFor();
  await page
    .getByText(/broken\.yaml:2/)
    .first()
    .waitFor();
  rmSync(folder, { recursive: true });
});

it('a catalog without components is not called empty', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-groups-'));
  const target = join(folder, 'groups.yaml');
  writeFileSync(target, group);
  await using portal = await startPortal({
    APP_CONFIG_catalog_locations: JSON.stringify([{ type: 'file', target, rules: [{ allow: ['Group'] }] }]),
  });
  await using list = await openPage('/catalog', { portal });
  const { page } = list;
  await page.getByText('Nothing matches').waitFor();
  await page.getByRole('button', { name: 'Search all kinds' }).click();
  await page.getByRole('row').getByRole('link', { name: 'crew' }).waitFor();
  rmSync(folder, { recursive: true });
});
