/** What {@link paintCode} knows to colour. */
export type CodeLanguage = 'text' | 'json' | 'yaml';

/** A piece of a line, and what it is where that is known. */
export interface CodePart {
  text: string;
  look?: 'key' | 'string' | 'number' | 'word' | 'comment';
}

const grammars: Record<Exclude<CodeLanguage, 'text'>, RegExp> = {
  json: /(?<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")|(?<word>\b(?:true|false|null)\b)|(?<number>-?\d[\d.eE+-]*)/g,
  yaml: /(?<comment>(?<=^|\s)#.*$)|(?<key>(?<=^[\s-]*)(?:"[^"]*"|'[^']*'|[^\s#:'"&*!|>%@`{}[\]-][^\s:#]*|-[^\s:#][^\s:#]*)(?=:(?:\s|$)))|(?<string>"(?:[^"\\]|\\.)*"|'[^']*')|(?<word>(?<=:\s+|-\s+)(?:true|false|null|~)(?=\s*$))|(?<number>(?<=:\s+|-\s+)-?\d[\d.]*(?=\s*$))/g,
};

/** Cuts code into lines, and each line into pieces that are shown in a colour of their own. Long lines stay whole. */
export function paintCode(text: string, language: CodeLanguage): CodePart[][] {
  const lines = text.replace(/\n$/, '').split('\n');
  if (language === 'text') return lines.map(line => [{ text: line }]);
  const grammar = grammars[language];
  return lines.map(line => (line.length > 1000 ? [{ text: line }] : paintLine(line, grammar)));
}

function paintLine(line: string, grammar: RegExp): CodePart[] {
  const parts: CodePart[] = [];
  let end = 0;
  for (const match of line.matchAll(grammar)) {
    if (match.index > end) parts.push({ text: line.slice(end, match.index) });
    const look = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0];
    parts.push({ text: match[0], ...(look && { look: look as NonNullable<CodePart['look']> }) });
    end = match.index + match[0].length;
  }
  if (end < line.length) parts.push({ text: line.slice(end) });
  return parts;
}
