import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';
import { startSourcePortal, type SourcePortal } from '../testing/start-source-portal.ts';

let portal: SourcePortal;
beforeAll(async () => {
  const kinds = ['Component', 'API', 'Resource', 'Location', 'Group', 'User', 'System', 'Domain'];
  portal = await startSourcePortal({ APP_CONFIG_catalog_rules: JSON.stringify([{ allow: kinds }]) });
});
afterAll(async () => portal?.[Symbol.asyncDispose]());

const component = (name: string, metadata = '', spec = '') =>
  `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
${metadata}spec:
  type: service
  lifecycle: production
  owner: group:default/booking-team
${spec}`;

/** Runs in the page, which looks no more with the pauses of one on which nobody waits. */
function dropSlowLooks(): void {
  const { setInterval } = window;
  const quick = (act: () => void, pause = 0): number => (pause < 10_000 ? setInterval(act, pause) : 0);
  Object.assign(window, { setInterval: quick });
}

describe('a file that is registered, changed, broken and taken out', () => {
  it('is looked for at once where somebody asks for a check', async () => {
    portal.files.set('prompt.yaml', component('prompt', '  description: The first words\n'));
    await portal.register('prompt.yaml');
    await using opened = await openPage('/catalog/default/component/prompt', {
      portal,
      async prepare(page) {
        await page.addInitScript(dropSlowLooks);
      },
    });
    const { page } = opened;
    await page.getByText('The first words').waitFor();
    await page.waitForLoadState('networkidle');

    portal.files.set('prompt.yaml', component('prompt', '  description: Other words\n'));
    await page.getByRole('button', { name: /What can be done/ }).click();
    await page.getByRole('menuitem', { name: 'Check now' }).click();
    await page.getByText('Other words').waitFor();
  });

  it('is told of, with the line that lets it in, when its kind is not allowed', async () => {
    portal.files.set('refused.yaml', component('refused').replace('Component', 'Template'));
    await portal.register('refused.yaml');
    await using opened = await openPage('/catalog/default/template/refused', { portal });
    const { page } = opened;
    await page.getByText('It is declared, and was not let in.').waitFor();
    const decisions = page.getByRole('region', { name: 'What was decided' });
    await decisions.getByText('Add “- allow: [Template]” to catalog.rules').waitFor();
    await decisions.getByRole('link', { name: 'Location' }).waitFor();
    expect(await opened.violations()).toEqual([]);
  });

  it('is followed by the open page without a reload', async () => {
    portal.files.set('story.yaml', component('story', '  description: The first words\n'));
    await using opened = await openPage('/catalog/default/component/story', { portal });
    const { page } = opened;
    await page.getByRole('heading', { name: "Component 'story' is not in the catalog" }).waitFor();
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await portal.register('story.yaml');
    await page.getByText('The first words').waitFor();

    portal.files.set('story.yaml', component('story', '  description: Other words\n'));
    const choose = async (item: string) => {
      await page.getByRole('button', { name: /What can be done/ }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await choose('Check now');
    await page.getByText('Other words').waitFor();

    portal.files.set('story.yaml', component('story', '  description: [no, text]\n'));
    await choose('Check now');
    await page.getByText(/^1 fault keeps the latest .*\. Last in order: .*(now|ago)$/).waitFor();
    await page.getByRole('link', { name: /story\.yaml:5:3/ }).waitFor();
    await page.getByText('Other words').waitFor();
    expect(await opened.violations()).toEqual([]);

    await page.getByRole('link', { name: 'Why', exact: true }).click();
    await page
      .getByRole('region', { name: '1 thing to mend' })
      .getByText('metadata.description')
      .first()
      .waitFor();
    const changes = page.getByRole('region', { name: 'What has changed' });
    await changes.getByText('The first words').waitFor();
    await changes.getByRole('link', { name: 'Guest' }).first().waitFor();
    expect(await opened.violations()).toEqual([]);

    await choose('Unregister');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 entities go').waitFor();
    await dialog.getByText('component:default/story').waitFor();
    await dialog.getByRole('button', { name: 'Unregister' }).click();
    await page.waitForURL(/\/catalog(\?|$)/);
    await page.goBack();
    await page.getByText('It was in the catalog, and was removed.').waitFor();
    await page.getByRole('region', { name: 'What has changed' }).getByText('Removed').waitFor();
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  });
});

describe('an entity that means no good', () => {
  it('stays text, within its place', async () => {
    const long = 'x'.repeat(10_000);
    const title = `<img src=x onerror="window.harmed = 1"> ${'ü'.repeat(300)}`;
    const description = `<script>window.harmed = 1</script> **bold** [bad](javascript:window.harmed=1) שלום 🎉 ${long}`;
    portal.files.set(
      'hostile.yaml',
      component(
        'hostile',
        `  title: ${JSON.stringify(title)}
  description: ${JSON.stringify(description)}
  tags: [${'b'.repeat(63)}]
  labels: { 'example.com/${'l'.repeat(63)}': 'v${'w'.repeat(60)}' }
  annotations:
    backstage.io/view-url: 'javascript:window.harmed=1'
    backstage.io/edit-url: 'javascript:window.harmed=1'
    long: ${JSON.stringify(long)}
  links:
    - { url: 'https://example.com/${'p'.repeat(500)}', title: ${JSON.stringify('مرحبا بالعالم '.repeat(20))} }
    - { url: 'https://example.com/2', icon: __proto__ }
`,
        '  dependsOn: [component:gone, "resource:default/nope"]\n',
      ),
    );
    await portal.register('hostile.yaml');
    for (const width of [1440, 380]) {
      await using opened = await openPage('/catalog/default/component/hostile', {
        portal,
        width,
        // The catalog refuses such links; a page does not count on it.
        prepare: async page => {
          await page.route('**/api/catalog/entities/by-refs*', async route => {
            const response = await route.fetch();
            const body = (await response.text()).replaceAll(
              'https://example.com/2',
              'javascript:window.harmed=1',
            );
            await route.fulfill({ response, body });
          });
        },
      });
      const { page } = opened;
      await page.getByRole('heading', { level: 1 }).getByText('<img src=x').waitFor();
      await page.getByText('2 relations lead to nothing').waitFor();
      await page.getByText('<script>').first().waitFor();
      expect(await page.locator('[href^="javascript"], [src^="javascript"]').count()).toBe(0);
      expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
        .toBeLessThanOrEqual(width);
      expect(await opened.violations()).toEqual([]);
      await page.getByRole('link', { name: 'Why', exact: true }).click();
      await page.getByRole('heading', { name: 'Where it comes from' }).waitFor();
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
        .toBeLessThanOrEqual(width);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  });

  it('breaks no page that names it, its owner or their people', async () => {
    const long = 'x'.repeat(10_000);
    const entity = (kind: string, name: string, rest: string) =>
      `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name}, title: '${long}' }\nspec:\n${rest}---\n`;
    const profile = `  profile: { displayName: '${long}', email: '${long}@example.com' }\n`;
    const owned = `  type: '${long}'\n  lifecycle: '${long}'\n  owner: group:default/long\n`;
    portal.files.set(
      'long.yaml',
      entity('Component', 'long', owned) +
        entity('Component', 'a-long', owned.replace('default/long', 'default/platform')) +
        entity('API', 'long', `${owned}  definition: '{}'\n`) +
        entity('Group', 'long', `  type: '${long}'\n  children: []\n${profile}`) +
        entity('User', 'long', `  memberOf: [long]\n${profile}`),
    );
    await portal.register('long.yaml');
    const paths = [
      ...['component', 'api', 'group', 'user'].map(kind => `/catalog/default/${kind}/long`),
      '/catalog/default/api/long/definition',
      '/catalog-graph?rootEntityRefs[]=component:default/long',
      '/org',
      '/home',
      '/catalog',
      '/api-docs',
    ];
    for (const width of [1440, 380]) {
      await using opened = await openPage('/devtools/ui', { portal, width });
      const { page } = opened;
      for (const path of paths) {
        await page.goto(`${portal.url}${path}`);
        await page.getByRole('main').getByText('xxxxx').first().waitFor({ state: 'attached' });
        await page.waitForLoadState('networkidle');
        const look = () =>
          page.evaluate(() => ({
            width: document.documentElement.scrollWidth,
            isHeadingLow: (document.querySelector('h1')?.getBoundingClientRect().height ?? 0) < 140,
          }));
        await expect.poll(look, { message: path }).toEqual({ width, isHeadingLow: true });
      }
    }
  });

  it('has five thousand relations, of which few are drawn at a time', async () => {
    const refs = Array.from({ length: 5000 }, (_, index) => `    - component:default/part-${index}\n`);
    portal.files.set('many.yaml', component('many', '', `  dependsOn:\n${refs.join('')}`));
    await portal.register('many.yaml');
    await using opened = await openPage('/catalog/default/component/many', { portal });
    const { page } = opened;
    await page.getByText('5000 relations lead to nothing').waitFor();
    const table = page.getByRole('table', { name: 'Depends on components' });
    await expect.poll(() => table.getByRole('row').count()).toBeLessThan(15);
    await page.getByRole('button', { name: 'Show all 5,000' }).click();
    await table.getByRole('link').first().focus();
    await page.keyboard.press('End');
    await expect.poll(() => table.getByRole('row').count()).toBeGreaterThan(20);
    await expect.poll(() => table.getByRole('row').count()).toBeLessThan(120);
    await expect.poll(() => page.getByRole('link').count()).toBeLessThan(300);
  });
});
