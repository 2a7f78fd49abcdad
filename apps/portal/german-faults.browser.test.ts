import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPage, startPortal } from '@portico/portal/testing';

const german = { language: 'de' };

const faulty = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ferry
spec:
  type: service
  lifecycle: production
  owner: 7
  dependsOn: [plain]
`;

it('tells in German what is wrong with an entity and with what could not be read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portico-faulty-'));
  const target = join(folder, 'faulty.yaml');
  await writeFile(target, faulty);
  const unreadable = [
    { type: 'url', target: 'https://not-allowed.example/a.yaml' },
    { type: 'file', target: join(folder, 'gone.yaml') },
    { type: 'carrier-pigeon', target: 'loft' },
  ];
  const locations = [{ type: 'file', target }, ...unreadable];
  await using portal = await startPortal({ APP_CONFIG_catalog_locations: JSON.stringify(locations) });
  await using opened = await openPage('/catalog/default/component/ferry', {
    portal,
    storage: german,
    expectedProblem: /404/,
  });
  const { page } = opened;
  await page
    .getByText('„spec.owner“ ist ungültig: erwartet wird ein Text, angegeben ist 7')
    .first()
    .waitFor();
  await page.getByText('Setzen Sie es in Anführungszeichen: "7"').first().waitFor();
  await page.getByText('„spec.dependsOn.0“ ist kein Verweis auf einen Eintrag').first().waitFor();
  expect(await page.getByText(/is not valid|in quotes/).count()).toBe(0);
  const texts = ['Die URL lässt sich nicht lesen', 'Die Datei', 'Nichts liest'];
  for (const [index, { type, target }] of unreadable.entries()) {
    const name = `generated-${createHash('sha1').update(`${type}:${target}`).digest('hex')}`;
    await page.goto(new URL(`/catalog/default/location/${name}/why`, page.url()).href);
    await page
      .getByText(texts[index] ?? '')
      .first()
      .waitFor();
  }
  await rm(folder, { recursive: true });
});

it('tells in German what is wrong with a file while it is written', async () => {
  await using opened = await openPage('/catalog-import/file', { storage: german });
  const { page } = opened;
  const editor = page.getByRole('textbox', { name: /catalog-info/ });
  await editor.fill(faulty);
  await page.getByText('„spec.owner“ ist ungültig: erwartet wird ein Text').first().waitFor();
  await editor.fill('kind: a: b');
  await page.getByText('In einer Zeile steht ein Schlüssel im Wert').first().waitFor();
  expect(await page.getByText(/is not valid|Nested mappings/).count()).toBe(0);
});
