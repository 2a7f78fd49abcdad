import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

/** How a page is opened. */
export interface OpenPageOptions {
  /** Default 1440. */
  width?: number;
  /** Default 900. */
  height?: number;
  /** What the system prefers; default light. */
  colorScheme?: 'light' | 'dark';
  /** What the browser remembers from before. */
  storage?: Record<string, string>;
  /** Another portal than the one that all tests share. */
  portal?: { url: string };
  /** Messages of the console that the test provokes. */
  expectedProblem?: RegExp;
  /** Called before the page is loaded, to answer requests in place of the backend. */
  prepare?: (page: Page) => Promise<void>;
}

/** A page of the portal in a real browser. Disposing of it fails when the console had errors or warnings. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** What axe finds wrong, by WCAG 2.2 AA; one line a rule with the first element. */
  violations(): Promise<string[]>;
}

/** How long a page has for what has to come: a bound for what never does, not a measure. */
const patienceMs = 60_000;

let browser: Promise<Browser> | undefined;

/** Opens a path of the portal as a guest, in a fresh browser profile, and waits until the page has its heading or its main part. */
export async function openPage(path: string, options: OpenPageOptions = {}): Promise<OpenPage> {
  const fixtures = inject('browserFixtures');
  browser ??= ask(`${fixtures}/browser`).then(endpoint => chromium.connect(endpoint));
  const url = options.portal?.url ?? (await ask(`${fixtures}/portal`));
  const context = await (
    await browser
  ).newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const problems = collectProblems(page, options.expectedProblem);
  await page.addInitScript(entries => {
    // Once, so that what the page itself keeps survives a reload.
    if (sessionStorage.getItem('remembered') !== null) return;
    sessionStorage.setItem('remembered', '1');
    for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, value);
  }, options.storage ?? {});
  await options.prepare?.(page);
  await page.goto(url + path);
  await page.getByRole('main').waitFor();
  return {
    page,
    violations: () => findLastingViolations(page),
    [Symbol.asyncDispose]: async () => {
      await context.close();
      expect(problems, `the console of ${path}`).toEqual([]);
    },
  };
}

async function ask(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(await response.text());
  return response.text();
}

/** What the browser says of how long something took. */
const aboutSpeed = /was preloaded using link preload but not used within a few seconds/;

function collectProblems(page: Page, expected: RegExp | undefined): string[] {
  const problems: string[] = [];
  const note = (text: string): void => {
    if (!expected?.test(text) && !aboutSpeed.test(text)) problems.push(text);
  };
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) note(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', error => note(`uncaught: ${error.stack ?? error.message}`));
  return problems;
}

/** What axe still finds when the page has come to rest: parts that are on their way are no fault. */
async function findLastingViolations(page: Page): Promise<string[]> {
  for (const end = Date.now() + patienceMs; ; await page.waitForTimeout(500)) {
    const found = await findViolations(page);
    if (found.length === 0 || Date.now() > end) return found;
  }
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)} (${nodes.length})`,
  );
}
