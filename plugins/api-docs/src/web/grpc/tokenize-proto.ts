/** A word or sign of a file in the Protocol Buffers language. */
export interface ProtoToken {
  text: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** The comment that stands directly before it. */
  comment?: string;
}

const pattern =
  /(?<space>\s+)|(?<line>\/\/[^\n]*)|(?<block>\/\*[^]*?\*\/)|(?<word>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[-+]?[.\w]+)|(?<sign>[^])/g;

/** Cuts a file into words and signs. It takes any text; what is no word is a sign of one character. */
export function tokenizeProto(text: string): ProtoToken[] {
  const tokens: ProtoToken[] = [];
  let line = 1;
  let lineStart = 0;
  let comments: string[] = [];
  let lastLine = 0;
  for (const match of text.matchAll(pattern)) {
    const [found] = match;
    const { space, line: lineComment, block, word, sign } = match.groups ?? {};
    const isOwnLine = lastLine !== line;
    if (space !== undefined && /\n[^\S\n]*\n/.test(space)) comments = [];
    // A comment behind a declaration belongs to that, not to the next one.
    if (lineComment !== undefined && isOwnLine) comments.push(lineComment.replace(/^\/+ ?/, ''));
    if (block !== undefined && isOwnLine) comments.push(cleanBlock(block));
    if (word !== undefined || sign !== undefined) {
      const comment = comments.join('\n').trim();
      tokens.push({ text: found, line, column: match.index - lineStart + 1, ...(comment && { comment }) });
      comments = [];
      lastLine = line;
    }
    for (let at = found.indexOf('\n'); at !== -1; at = found.indexOf('\n', at + 1)) {
      line += 1;
      lineStart = match.index + at + 1;
    }
  }
  return tokens;
}

function cleanBlock(block: string): string {
  return block
    .slice(2, -2)
    .split('\n')
    .map(row => row.replace(/^\s*\*? ?/, ''))
    .join('\n')
    .trim();
}
