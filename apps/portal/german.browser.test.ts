import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { InstallableTranslationRef, InstallableTranslationResource } from '@portico/frontend-plugin-api';
import { openPage } from '@portico/portal/testing';

const root = join(import.meta.dirname, '../..');

/** What the example organisation calls its people, teams and states, and what kinds are called in files. */
const notOurs = new Set(['Guest', 'Operations', 'deprecated', 'Component', 'Domain', 'Resource', 'Group']);

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
  ['/catalog-import/file', 'Beginnen mit'],
  ['/settings/auth-providers', 'Anmeldedienste'],
  ['/settings/feature-flags', 'Funktionsschalter'],
  ['/devtools/extensions', 'Wählen Sie eine Erweiterung'],
  ['/devtools/extensions?id=page:catalog', 'page:catalog'],
  ['/devtools/ui', 'Farben'],
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

it('speaks German on every page', async () => {
  const isEnglish = await createEnglishTest();
  await using portal = await openPage('/home', { storage: { language: 'de' } });
  const { page } = portal;
  const look = async (path: string): Promise<void> => {
    const words = await readWords(page);
    found.push(...words.filter(isEnglish).map(text => `${path}: ${text}`));
  };
  const found: string[] = [];
  for (const [path, text] of pages) {
    await page.goto(new URL(path, page.url()).href);
    await page.getByText(text).first().waitFor();
    await page.waitForLoadState('networkidle');
    await look(path);
  }
  await page.keyboard.press('Control+k');
  await page
    .getByRole('option', { name: /Einstellungen/ })
    .first()
    .waitFor();
  await look('the palette');
  expect(found).toEqual([]);
});

/** Tells what is an English text of the portal that reads otherwise in German. */
async function createEnglishTest(): Promise<(text: string) => boolean> {
  const files = globSync('plugins/*/src/**/*translation.ts', { cwd: root });
  const modules = await Promise.all(
    files.map(async file => (await import(join(root, file))) as Record<string, unknown>),
  );
  const refs = modules.flatMap(exported => Object.values(exported).filter(isTranslationRef));
  expect(refs.length).toBeGreaterThan(12);
  const english = refs.flatMap(ref => Object.values(ref.getDefaultMessages()));
  const tables = await Promise.all(refs.map(ref => loadGerman(ref)));
  const german = tables.flatMap(table => Object.values(table));
  const own = new Set(german.flatMap(text => text?.split('\n') ?? []));
  const patterns = english
    .filter(text => !own.has(text) && /[A-Za-z]{3}/.test(text.replaceAll(/\{\{.*?\}\}/g, '')))
    .map(toPattern);
  return text => !own.has(text) && !notOurs.has(text) && patterns.some(pattern => pattern.test(text));
}

function isTranslationRef(value: unknown): value is InstallableTranslationRef {
  return typeof value === 'object' && value !== null && 'getDefaultMessages' in value;
}

async function loadGerman(ref: InstallableTranslationRef): Promise<Record<string, string | null>> {
  const resource = ref.getDefaultResource() as InstallableTranslationResource | undefined;
  const german = resource?.resources.find(({ language }) => language === 'de');
  if (!german) throw new Error(`'${ref.id}' is not translated into German`);
  return (await german.loader()).messages;
}

function toPattern(text: string): RegExp {
  const parts = text.split(/\{\{.*?\}\}/).map(part => RegExp.escape(part));
  return new RegExp(`^${parts.join('.+')}$`, 's');
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
