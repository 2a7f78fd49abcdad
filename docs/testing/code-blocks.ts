/** A fenced block of a Markdown file. */
export interface CodeBlock {
  /** The file, relative to the root. */
  page: string;
  /** The line of its fence, from 1. */
  line: number;
  language: string;
  /** The words after the language: `run`, `config`, `file=src/index.ts`. */
  marks: string[];
  text: string;
}

/** Reads the fenced blocks of a page, those inside lists too. */
export function parseCodeBlocks(page: string, markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { fence: string; indent: string; block: CodeBlock; lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const [, indent = '', fence = '', info = ''] = /^(\s*)(`{3,})(.*)$/.exec(line) ?? [];
    if (open) {
      if (fence.length >= open.fence.length && info.trim() === '') {
        blocks.push({ ...open.block, text: open.lines.map(text => `${text}\n`).join('') });
        open = undefined;
      } else open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
    } else if (fence) {
      const [language = '', ...marks] = info.trim().split(/\s+/);
      open = { fence, indent, lines: [], block: { page, line: index + 1, language, marks, text: '' } };
    }
  }
  return blocks;
}

/** The value of a mark such as `file=src/index.ts`. */
export function markValue({ marks }: CodeBlock, name: string): string | undefined {
  return marks.find(mark => mark.startsWith(`${name}=`))?.slice(name.length + 1);
}
