import { describe, expect, it } from 'vitest';
import { openPage, startPortal } from '@portico/portal/testing';

interface FirstLook {
  theme: Record<string, string | undefined>;
  background: string;
}

declare const tellFirstLook: (look: FirstLook) => void;

/** Runs in the page: tells how it looks with its first frame. */
function tellWhenPainted(): void {
  requestAnimationFrame(() => {
    if (document.readyState === 'loading') return tellWhenPainted();
    tellFirstLook({
      theme: Object.fromEntries(Object.entries(document.documentElement.dataset)),
      background: getComputedStyle(document.body).backgroundColor,
    });
  });
}

describe('the shell', () => {
  it('shows a page with its title, its place and its navigation', async () => {
    await using portal = await openPage('/devtools/extensions');
    const { page } = portal;
    await page.getByRole('heading', { name: 'Devtools', level: 1 }).waitFor();
    await expect.poll(() => page.title()).toBe('Extensions · Devtools · Portico');
    await page.getByRole('banner').getByText('Extensions').waitFor();
    const current = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devtools' });
    await expect.poll(() => current.getAttribute('aria-current')).toBe('page');
    expect(await portal.violations()).toEqual([]);
  });

  it('goes to a page from the search, by keyboard alone', async () => {
    await using portal = await openPage('/devtools/ui');
    const { page } = portal;
    await page.keyboard.press('/');
    const field = page.getByRole('combobox');
    await field.waitFor();
    expect(await portal.violations()).toEqual([]);
    await page.keyboard.type('extens');
    await page.getByRole('option', { name: /Extensions/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/devtools/extensions');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
  });

  it('keeps its navigation and the place on the page while a dialog is open', async () => {
    await using portal = await openPage('/devtools/ui', { height: 500 });
    const { page } = portal;
    await expect.poll(() => page.evaluate('scrollTo(0, 400), scrollY')).toBe(400);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await page.locator('nav').first().boundingBox()).toMatchObject({ y: 0 });
    await page.mouse.wheel(0, 200);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('scrollY')).toBe(400);
  });

  it('shows the shortcuts, and leaves keys alone while one types', async () => {
    await using portal = await openPage('/devtools/extensions');
    const { page } = portal;
    const field = page.getByRole('searchbox').first();
    await field.pressSequentially('a?/[');
    await expect.poll(() => field.inputValue()).toBe('a?/[');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await portal.violations()).toEqual([]);
  });

  it('keeps theme, density and navigation, and has them before anything is painted', async () => {
    const painted = Promise.withResolvers<FirstLook>();
    await using portal = await openPage('/devtools/ui', {
      colorScheme: 'light',
      storage: { theme: 'dark', 'portico.firstPaint': '{"density":"compact","nav":"collapsed"}' },
      prepare: async page => {
        await page.exposeFunction('tellFirstLook', painted.resolve);
        await page.addInitScript(tellWhenPainted);
        await page.route('**/static/*.js', async route => {
          await painted.promise;
          await route.continue();
        });
      },
    });
    const { page } = portal;
    const { theme, background } = await painted.promise;
    expect(theme).toMatchObject({ mantineColorScheme: 'dark', density: 'compact', nav: 'collapsed' });
    expect(background).toBe('rgb(15, 19, 24)');
    const widthOfNav = () =>
      page.evaluate(() => document.querySelector('nav')?.parentElement?.getBoundingClientRect().width);
    await expect.poll(widthOfNav).toBe(52);
    await page.getByRole('button', { name: 'Expand the navigation' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Collapse the navigation' }).waitFor();
  });

  it('changes the theme without drawing the page anew', async () => {
    await using portal = await openPage('/devtools/extensions');
    const { page } = portal;
    await page.getByRole('searchbox').first().fill('kept');
    await page.getByRole('button', { name: 'guest' }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    await page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark');
    expect(await page.getByRole('searchbox').first().inputValue()).toBe('kept');
    expect(await portal.violations()).toEqual([]);
  });

  it('speaks another language throughout', async () => {
    await using portal = await openPage('/devtools/extensions', { storage: { language: 'de' } });
    const { page } = portal;
    await page.getByText('Wählen Sie eine Erweiterung').waitFor();
    await page.getByRole('button', { name: 'Suchen' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('de');
  });

  it('is a sheet and a page on a phone, with nothing beside the screen', async () => {
    await using portal = await openPage('/devtools/ui', { width: 380, height: 760 });
    const { page } = portal;
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(380);
    await page.getByRole('button', { name: 'Open the navigation' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.waitFor();
    expect(await portal.violations()).toEqual([]);
    await sheet.getByRole('link', { name: 'Devtools' }).click();
    await sheet.waitFor({ state: 'detached' });
    expect(await portal.violations()).toEqual([]);
  });

  it('says that an address leads nowhere', async () => {
    await using portal = await openPage('/nowhere/at/all', { colorScheme: 'dark' });
    await portal.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    const trail = portal.page.getByRole('navigation', { name: 'Where you are' });
    await trail.getByRole('link', { name: 'Start' }).waitFor();
    expect(await portal.violations()).toEqual([]);
  });

  it('asks again when guests are not let in, and says why', async () => {
    await using portal = await openPage('/devtools', {
      expectedProblem: /status of 403/,
      prepare: async page => {
        await page.route('**/api/auth/guest/refresh', route =>
          route.fulfill({
            status: 403,
            json: {
              error: { name: 'NotAllowedError', message: 'Guests are not let in here' },
              response: { statusCode: 403 },
            },
          }),
        );
      },
    });
    const { page } = portal;
    await page.getByText('Guests are not let in here').first().waitFor();
    expect(await portal.violations()).toEqual([]);
    await page.unroute('**/api/auth/guest/refresh');
    await page.getByRole('button', { name: 'Enter as a guest' }).click();
    await page.getByRole('heading', { name: 'Devtools' }).waitFor();
  });
});

describe('an app that is configured otherwise', () => {
  it('moves, renames and leaves out what app.extensions says, and tells so', async () => {
    await using other = await startPortal({
      APP_CONFIG_app_extensions: JSON.stringify([
        { 'page:devtools': { config: { title: 'Workshop', path: '/workshop' } } },
        { 'sub-page:app/ui': false },
        { 'page:catalog': { config: { title: 'Software', path: '/software' } } },
        { 'api:app/app-language': { config: { defaultLanguage: 'de', availableLanguages: ['de'] } } },
        { 'app/routes': { config: { redirects: [{ from: '/old', to: '/workshop' }] } } },
      ]),
      APP_CONFIG_app_branding_accent: '#0a6b47',
    });
    await using portal = await openPage('/old/extensions?id=sub-page:app/ui', { portal: other });
    const { page } = portal;
    await page.waitForURL(/\/workshop\/extensions/);
    await page.getByRole('heading', { name: 'Workshop', level: 1 }).waitFor();
    await page.getByText("It is disabled in 'app.extensions[1]'.").waitFor();
    expect(await page.getByRole('link', { name: 'Components' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Suchen' }).waitFor();
    const accent = () =>
      getComputedStyle(document.documentElement).getPropertyValue('--portico-accent').trim();
    await expect.poll(() => page.evaluate(accent)).toBe('#0a6b47');
    expect(await portal.violations()).toEqual([]);

    await page.goto(`${other.url}/catalog/default/component/booking-service`);
    const trail = page.getByRole('navigation', { name: /Where you are|Wo Sie sind/ });
    const software = trail.getByRole('link', { name: 'Software' });
    await software.waitFor();
    const current = page.locator('li > a[aria-current="page"]', { hasText: 'Software' });
    await current.waitFor();
    await software.click();
    await page.waitForURL('**/software');
    await page.getByRole('heading', { name: 'Software', level: 1 }).waitFor();
    await current.waitFor();
  });

  it('folds a long list of problems, and brings into sight what is chosen in it', async () => {
    const wrong = Array.from({ length: 8 }, (_, index) => ({ [`page:nothing-${index}`]: true }));
    await using other = await startPortal({ APP_CONFIG_app_extensions: JSON.stringify(wrong) });
    await using portal = await openPage('/devtools/extensions', {
      portal: other,
      height: 600,
      expectedProblem: /page:nothing-/,
    });
    const { page } = portal;
    const code = page.getByText('INVALID_EXTENSION_CONFIG_KEY').first();
    await expect.poll(() => code.evaluate(element => element.scrollWidth <= element.clientWidth)).toBe(true);
    await expect.poll(() => page.getByRole('button', { name: /page:nothing/ }).count()).toBe(3);
    await page.getByRole('button', { name: 'Show 5 more' }).click();
    await page.getByRole('button', { name: 'page:nothing-7' }).click();
    const details = page.getByText("no extension 'page:nothing-7'").last();
    await expect.poll(async () => (await details.boundingBox())?.y ?? Infinity).toBeLessThan(420);
    expect(await portal.violations()).toEqual([]);
  });
});

describe('a part that cannot be loaded', () => {
  it('says in its place that the page has become old', async () => {
    await using portal = await openPage('/devtools/extensions', {
      expectedProblem: /ERR_FAILED|dynamically imported module/,
      prepare: async page => {
        await page.route('**/static/gallery-page-*.js', route => route.abort());
      },
    });
    const { page } = portal;
    await page.getByRole('link', { name: 'Components' }).click();
    await page.getByText('This page has become old').waitFor();
    await page.getByRole('link', { name: 'Extensions', exact: true }).click();
    await page.getByText('Choose an extension').waitFor();
  });
});

describe('the pages for developers', () => {
  it('show every component, in both themes', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await using portal = await openPage('/devtools/ui', { colorScheme });
      await portal.page.getByText('HTML stays text: <script>alert(1)</script>').waitFor();
      expect(await portal.violations()).toEqual([]);
    }
  });

  it('walk through ten thousand rows with the keyboard', async () => {
    await using portal = await openPage('/devtools/ui');
    const { page } = portal;
    const table = page.getByRole('table', { name: 'Ten thousand things' });
    await table.getByRole('link').first().focus();
    const focused = () => page.evaluate(() => document.activeElement?.closest('tr')?.dataset['index']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe('2');
    await page.keyboard.press('End');
    await expect.poll(focused).toBe('9999');
    await expect.poll(() => table.getByRole('row').count()).toBeLessThan(80);
  });

  it('name extensions on a phone in whole parts, with links that a thumb hits', async () => {
    await using portal = await openPage('/devtools/extensions?id=page:catalog', {
      width: 380,
      height: 800,
      colorScheme: 'dark',
    });
    const { page } = portal;
    await page.getByRole('button', { name: 'catalog-filter:catalog/processing-status' }).last().waitFor();
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(380);
    expect(await portal.violations()).toEqual([]);
    await page.getByRole('main').locator('button', { hasText: 'page:catalog/entity' }).first().click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toMatch(/^page:catalog\/entity.*What is attached to it/);
  });

  it('tell why an extension is not shown', async () => {
    await using portal = await openPage('/devtools/extensions?find=sign-in');
    const { page } = portal;
    await page.getByRole('button', { name: /sign-in-page:app/ }).click();
    await page.getByText('It has a condition: it is shown only until somebody is signed in.').waitFor();
    expect(await portal.violations()).toEqual([]);
  });

  it('offers near pages and the search at an address that leads nowhere', async () => {
    await using portal = await openPage('/setings');
    const { page } = portal;
    await page.getByRole('main').getByRole('link', { name: 'Settings' }).waitFor();
    expect(await portal.violations()).toEqual([]);
    await page.goto(new URL('/bokking', page.url()).href);
    await page.getByRole('button', { name: 'Search for “bokking”' }).click();
    await page.getByRole('option', { name: /Booking service/ }).waitFor();
    await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('bokking');
    expect(await portal.violations()).toEqual([]);
  });
});
