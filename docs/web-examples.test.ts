import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe } from 'vitest';
import { builtinEnvironments } from 'vitest/runtime';
import { markValue, parseCodeBlocks } from './testing/code-blocks.ts';
import { createSandbox } from './testing/sandbox.ts';

// The tests of pages about the web, `tsx test`, run beside a document; examples.test.ts checks their types.
const root = resolve(import.meta.dirname, '..');
const sandbox = createSandbox();
// As environment of this whole file it would keep files outside of the repository from being loaded.
const browser = await builtinEnvironments['happy-dom'].setup(globalThis, {});
// It looks for the document when it is loaded.
const { cleanup, configure } = await import('@testing-library/react');
configure({ asyncUtilTimeout: 60_000 });
afterEach(cleanup);
afterAll(async () => {
  await browser.teardown(globalThis);
  sandbox[Symbol.dispose]();
});

describe.each(['docs/overriding.md', 'docs/web-cards.md', 'docs/web-pages.md'])('%s', async page => {
  const blocks = parseCodeBlocks(page, readFileSync(join(root, page), 'utf8'));
  const folder = `web/${page.replaceAll(/\W/g, '-')}`;
  for (const block of blocks) {
    const file = markValue(block, 'file');
    if (file !== undefined) sandbox.write(`${folder}/${file}`, block.text);
  }
  for (const block of blocks) {
    if (block.language === 'tsx' && block.marks.includes('test'))
      await import(join(sandbox.path, folder, markValue(block, 'file') ?? ''));
  }
});
