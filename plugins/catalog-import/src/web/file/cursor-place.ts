/** Stands for the elements of a list in a path. */
export const EACH = '[]';

/** Where a cursor is in a file of entities. */
export interface CursorPlace {
  /** From the root of the entity: `['spec', 'dependsOn', '[]']`. Of a key, the path of what it is a key of. */
  path: string[];
  /** Whether a key or a value is written here. A new element of a list can become either. */
  part: 'key' | 'value' | 'element';
  /** What stands between `from` and the cursor. */
  prefix: string;
  /** Where the word begins, in characters from 0. */
  from: number;
  /** The keys that stand beside this one. */
  siblings: string[];
  /** The columns before the key, for what is put below it. */
  indent: number;
  /** The text of the document, of several in the file. */
  document: string;
}

interface Line {
  /** The column of the first dash, or of the content where there is none. */
  start: number;
  /** The column of the key or value. */
  content: number;
  hasDash: boolean;
  key?: string | undefined;
}

/** Finds out what is written at an offset. It works on any text, complete or not; inside of a text block or comment there is no place. */
export function placeAt(text: string, offset: number): CursorPlace | undefined {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const typed = before.slice(lineStart);
  const match =
    /^(?<lead>\s*(?:- +)*)(?:(?<key>[^\s:#'"]+):(?<gap>\s+)(?<value>.*)|(?<word>[^\s:#'"]*))$/.exec(typed);
  if (!match?.groups) return undefined;
  const { lead = '', key, gap = '', value, word = '' } = match.groups;
  const documentStart = Math.max(0, before.lastIndexOf('\n---', lineStart) + 1);
  const end = text.indexOf('\n---', offset);
  const document = text.slice(documentStart, end === -1 ? undefined : end);
  const lines = text.slice(documentStart, lineStart).split('\n').slice(0, -1).map(readLine);
  const hasDash = lead.includes('-');
  const start = hasDash ? lead.indexOf('-') : lead.length;
  const path = parentPath(lines, { start, content: lead.length, hasDash });
  if (path === undefined) return undefined;
  const shared = { document, indent: lead.length, siblings: siblingsOf(document, lines.length, lead.length) };
  if (key !== undefined) {
    const from = lineStart + lead.length + key.length + 1 + gap.length;
    return { ...shared, path: [...path, key], part: 'value', prefix: value ?? '', from };
  }
  const part = hasDash ? 'element' : 'key';
  return { ...shared, path, part, prefix: word, from: lineStart + lead.length };
}

function readLine(text: string): Line | undefined {
  const match = /^(?<lead>\s*(?:- +)*)(?:(?<key>[^\s:#'"]+|"[^"]*"|'[^']*'):(?:\s|$))?/.exec(text);
  const lead = match?.groups?.['lead'] ?? '';
  const rest = text.slice(lead.length).trim();
  if (rest === '' || rest.startsWith('#')) return undefined;
  const hasDash = lead.includes('-') || rest === '-';
  return {
    start: hasDash && lead.includes('-') ? lead.indexOf('-') : lead.length,
    content: lead.length,
    hasDash,
    key: match?.groups?.['key'],
  };
}

/** Goes up line by line to what is less indented. `undefined` inside of a block of text. */
function parentPath(lines: readonly (Line | undefined)[], current: Line): string[] | undefined {
  const path: string[] = current.hasDash ? [EACH] : [];
  let column = current.start;
  let isElement = current.hasDash;
  for (let index = lines.length - 1; index >= 0 && (column > 0 || isElement); index -= 1) {
    const line = lines[index];
    if (!line) continue;
    if (line.hasDash && line.content === column && line.key !== undefined && !isElement) {
      path.push(EACH);
      column = line.start;
      isElement = true;
    } else if (
      line.hasDash ? line.start < column : line.start < column || (isElement && line.start === column)
    ) {
      // What is indented below a line without a key belongs to its text.
      if (line.key === undefined) return undefined;
      path.push(line.key);
      if (line.hasDash) path.push(EACH);
      column = line.start;
      isElement = line.hasDash;
    }
  }
  return path.toReversed();
}

/** The keys at the same column that are not parted from the line by less indentation. */
function siblingsOf(document: string, at: number, column: number): string[] {
  const lines = document.split('\n').map(readLine);
  const found: string[] = [];
  for (const step of [-1, 1]) {
    for (let index = at + step; index >= 0 && index < lines.length; index += step) {
      const line = lines[index];
      if (!line) continue;
      if (line.content < column) break;
      if (line.content === column && line.key !== undefined) found.push(line.key);
      if (line.hasDash && line.content === column && step === -1) break;
    }
  }
  return found;
}
