import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Problem, Project } from './project.ts';

const ignored = new Set(['node_modules', 'dist', 'results', '.git']);

/**
 * Looks whether the relative links of every Markdown file lead to a file and,
 * behind a `#`, to a heading in it, and whether every package has a README that
 * begins with its name and a sentence.
 */
export function checkDocs({ root, workspaces }: Project): Problem[] {
  const pages = globSync('**/*.md', { cwd: root, exclude: name => ignored.has(name) });
  return [
    ...pages.toSorted().flatMap(page => checkLinks(root, page)),
    ...workspaces.flatMap(({ dir, name }) => checkReadme(root, { dir, name })),
  ];
}

function checkLinks(root: string, page: string): Problem[] {
  const lines = withoutCode(readFileSync(join(root, page), 'utf8')).split('\n');
  return lines.flatMap((text, index) =>
    [...text.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)].flatMap(([, target = '']): Problem[] => {
      if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
      const message = judgeLink(root, page, target);
      return message === undefined ? [] : [{ file: page, line: index + 1, message }];
    }),
  );
}

function judgeLink(root: string, page: string, target: string): string | undefined {
  const [path = '', anchor] = decodeURI(target).split('#');
  const file = path === '' ? join(root, page) : resolve(root, dirname(page), path);
  if (!existsSync(file)) return `links to '${target}', which does not exist`;
  if (anchor === undefined || anchor === '' || !file.endsWith('.md') || statSync(file).isDirectory())
    return undefined;
  const anchors = listAnchors(readFileSync(file, 'utf8'));
  return anchors.includes(anchor) ? undefined : `links to '${target}', which has no such heading`;
}

/** The anchors of the headings, as GitHub makes them. */
function listAnchors(markdown: string): string[] {
  const headings = [...withoutCode(markdown, '`').matchAll(/^#{1,6} +(.+)$/gm)];
  return headings.map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Blanks out fenced blocks and, unless they are kept, code in a line. */
function withoutCode(markdown: string, keep?: '`'): string {
  const unfenced = markdown.replaceAll(/^([ ]*)(`{3,})[^\n]*\n[^]*?^\1\2[ ]*$/gm, block =>
    block.replaceAll(/[^\n]/g, ''),
  );
  return keep ? unfenced : unfenced.replaceAll(/`[^`\n]*`/g, '');
}

function checkReadme(root: string, { dir, name }: { dir: string; name: string }): Problem[] {
  const file = `${dir}/README.md`;
  if (!existsSync(join(root, file)))
    return [{ file, message: 'does not exist: one sentence, one example, the surface' }];
  const [title = '', blank, sentence = ''] = readFileSync(join(root, file), 'utf8').split('\n');
  if (title !== `# ${name}`) return [{ file, line: 1, message: `does not begin with '# ${name}'` }];
  const isSentence = blank === '' && /^\p{Lu}.*[.:]$/u.test(sentence);
  return isSentence ? [] : [{ file, line: 3, message: 'does not say in a sentence what the package is' }];
}
