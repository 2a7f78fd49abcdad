/** What {@link paintLine} knows to colour. */
export type CodeLanguage = 'text' | 'json' | 'yaml' | 'graphql' | 'proto';

/** A piece of a line, and what it is where that is known. */
export interface CodePart {
  text: string;
  look?: 'key' | 'string' | 'number' | 'word' | 'comment';
}

const grammars: Record<Exclude<CodeLanguage, 'text'>, RegExp> = {
  json: /(?<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")|(?<word>\b(?:true|false|null)\b)|(?<number>-?\d[\d.eE+-]*)/g,
  yaml: /(?<comment>(?<=^|\s)#.*$)|(?<key>(?<=^[\s-]*)(?:"[^"]*"|'[^']*'|[^\s#:'"&*!|>%@`{}[\]-][^\s:#]*|-[^\s:#][^\s:#]*)(?=:(?:\s|$)))|(?<string>"(?:[^"\\]|\\.)*"|'[^']*')|(?<word>(?<=:\s+|-\s+)(?:true|false|null|~)(?=\s*$))|(?<number>(?<=:\s+|-\s+)-?\d[\d.]*(?=\s*$))/g,
  graphql:
    /(?<comment>#.*$)|(?<string>"{3}.*?(?:"{3}|$)|"(?:[^"\\]|\\.)*")|(?<key>\b[_A-Za-z]\w*(?=\s*(?:\([^)]*\))?\s*:))|(?<word>\b(?:type|interface|input|enum|union|scalar|directive|extend|implements|schema|query|mutation|subscription|on|repeatable|true|false|null)\b|@\w+)|(?<number>-?\b\d[\d.]*\b)/g,
  proto:
    /(?<comment>\/\/.*$|\/\*.*?\*\/)|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<word>\b(?:syntax|edition|package|import|option|message|enum|service|rpc|returns|stream|oneof|map|repeated|optional|required|reserved|extend|extensions|true|false)\b)|(?<key>\b[_A-Za-z]\w*(?=\s*=\s*\d))|(?<number>\b\d[\d.]*\b)/g,
};

/** The lines of a code; the break at its end begins none. */
export function splitLines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** Cuts a line into pieces that are shown in a colour of their own; one of more than a thousand characters stays whole. */
export function paintLine(line: string, language: CodeLanguage): CodePart[] {
  if (language === 'text' || line.length > 1000) return [{ text: line }];
  const parts: CodePart[] = [];
  let end = 0;
  for (const match of line.matchAll(grammars[language])) {
    if (match.index > end) parts.push({ text: line.slice(end, match.index) });
    const look = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0];
    parts.push({ text: match[0], ...(look && { look: look as NonNullable<CodePart['look']> }) });
    end = match.index + match[0].length;
  }
  if (end < line.length) parts.push({ text: line.slice(end) });
  return parts;
}
