import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';

const entity = '/catalog/default';

/** Every page of the portal, with a text by which one sees that it is there. */
const pages = [
  ['/home', 'Zuletzt besucht'],
  ['/catalog', 'Lebensphase'],
  ['/catalog?filters[kind]=*&filters[status]=error', 'Nichts passt'],
  ['/api-docs', 'Lebensphase'],
  ['/org', 'Mitglieder'],
  ['/catalog-graph', 'Wo soll es beginnen?'],
  ['/catalog-graph?rootEntityRefs[]=system:default/booking', 'Beziehungen'],
  ['/catalog-import', 'Von einer URL'],
  ['/settings/general', 'Aussehen'],
  ['/settings/feature-flags', 'Funktionsschalter'],
  ['/devtools/extensions', 'Wählen Sie eine Erweiterung'],
  ['/no/such/page', 'Diese Seite gibt es nicht'],
  [`${entity}/component/booking-service`, 'Worum es geht'],
  [`${entity}/component/booking-service/why`, 'Was entschieden wurde'],
  [`${entity}/component/booking-service/apis`, 'Angebotene APIs'],
  [`${entity}/component/no-such-service`, 'ist nicht im Katalog'],
  [`${entity}/api/booking-api/definition`, 'Definition'],
  [`${entity}/system/booking`, 'Worum es geht'],
  [`${entity}/group/booking-team`, 'Mitglieder'],
  [`${entity}/user/guest`, 'Profil'],
] as const;

/** Words of the portal's own texts in English; what the example organisation is called and says has none of them. */
const english =
  /\b(?:Home|Register|Settings|General|Overview|Why|Starred|Recently|Most visited|Quick links|Owner|Lifecycle|Kind|Provided|Consumed|Consumers|Depends|Used by|Relations|Theme|Language|Feature flags?|Search|Filters|Nothing|Members|Ownership|Hierarchy|Profile|Show|Open|Close|Next check|Last changed|allows?|Extensions|Devtools|Organisation page|not found|does not exist|in the catalog|Sign out|Star)\b/g;

it('speaks German on every page', { timeout: 180_000 }, async () => {
  await using portal = await openPage('/home', { storage: { language: 'de' } });
  const { page } = portal;
  const found: string[] = [];
  for (const [path, text] of pages) {
    await page.goto(new URL(path, page.url()).href);
    await page.getByText(text).first().waitFor();
    await page.waitForLoadState('networkidle');
    found.push(...(await readWords(page)).flatMap(words => toFinding(path, words)));
  }
  await page.keyboard.press('Control+k');
  await page
    .getByRole('option', { name: /Einstellungen/ })
    .first()
    .waitFor();
  found.push(...(await readWords(page)).flatMap(words => toFinding('the palette', words)));
  expect(found).toEqual([]);
});

function toFinding(path: string, words: string): string[] {
  const matches = words.match(english);
  return matches ? [`${path}: '${matches.join("', '")}' in '${words.slice(0, 120)}'`] : [];
}

/** All that is to be read or heard on the page: its title, its texts, and the names of its parts. */
async function readWords(page: Page): Promise<string[]> {
  const names = await page
    .locator('[aria-label], [placeholder], [title]')
    .evaluateAll(elements =>
      elements.flatMap(element =>
        ['aria-label', 'placeholder', 'title'].flatMap(name => element.getAttribute(name) ?? []),
      ),
    );
  const texts = (await page.locator('body').innerText()).split('\n');
  return [...new Set([await page.title(), ...names, ...texts])];
}
