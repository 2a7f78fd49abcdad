import type { DefinitionProblem } from '../parse/read-document.ts';
import { tokenizeProto, type ProtoToken } from './tokenize-proto.ts';

/** A call of a service. */
export interface ProtoMethod {
  name: string;
  input: string;
  output: string;
  streamsInput: boolean;
  streamsOutput: boolean;
  comment?: string | undefined;
}

/** A field of a message, or a value of an enum. */
export interface ProtoField {
  name: string;
  /** `string`, `map<string, Item>`; values of enums have none. */
  type?: string | undefined;
  label?: 'repeated' | 'optional' | 'required' | undefined;
  number: string;
  /** The `oneof` that it belongs to. */
  oneof?: string | undefined;
  isDeprecated: boolean;
  comment?: string | undefined;
}

/** A service, message or enum; nested ones have the names around them before their own. */
export type ProtoItem =
  | { kind: 'service'; name: string; comment?: string | undefined; methods: ProtoMethod[] }
  | { kind: 'message' | 'enum'; name: string; comment?: string | undefined; fields: ProtoField[] };

/** A file in the Protocol Buffers language, versions 2 and 3 and editions. */
export interface ProtoFile {
  syntax?: string | undefined;
  package?: string | undefined;
  imports: string[];
  items: ProtoItem[];
}

/**
 * Reads the declarations of a file as far as readers of it need them; options
 * are skipped. Imported files are not loaded. It does not throw.
 */
export function parseProto(text: string): ProtoFile | { problem: DefinitionProblem } {
  try {
    return readFile(createCursor(tokenizeProto(text)));
  } catch (error) {
    const { line, column } = (error instanceof ProtoFault && error.token) || {};
    return { problem: { message: error instanceof Error ? error.message : String(error), line, column } };
  }
}

class ProtoFault extends Error {
  readonly token: ProtoToken | undefined;
  constructor(message: string, token: ProtoToken | undefined) {
    super(message);
    this.token = token;
  }
}

type Cursor = ReturnType<typeof createCursor>;

function createCursor(tokens: ProtoToken[]) {
  let at = 0;
  const next = (): ProtoToken => {
    const token = tokens[at];
    if (!token) throw new ProtoFault('The file ends in the middle of a declaration', tokens.at(-1));
    at += 1;
    return token;
  };
  const peek = (): string | undefined => tokens[at]?.text;
  const take = (text: string): boolean => {
    if (peek() !== text) return false;
    at += 1;
    return true;
  };
  const expect = (text: string): void => {
    const token = next();
    if (token.text !== text) throw new ProtoFault(`Expected '${text}', found '${token.text}'`, token);
  };
  /** Leaves out all up to a `;`, or a whole block. */
  const skip = (): void => {
    for (let depth = 0; ;) {
      const { text } = next();
      if (text === '{') depth += 1;
      if (text === '}') depth -= 1;
      if (depth === 0 && (text === ';' || text === '}')) return;
    }
  };
  return { next, peek, take, expect, skip, isAtEnd: () => at >= tokens.length };
}

function readFile(cursor: Cursor): ProtoFile {
  const file: ProtoFile = { imports: [], items: [] };
  while (!cursor.isAtEnd()) {
    const token = cursor.next();
    if (token.text === 'syntax' || token.text === 'edition') {
      cursor.expect('=');
      file.syntax = unquote(cursor.next().text);
      cursor.expect(';');
    } else if (token.text === 'package') {
      file.package = cursor.next().text;
      cursor.expect(';');
    } else if (token.text === 'import') {
      if (cursor.peek() === 'public' || cursor.peek() === 'weak') cursor.next();
      file.imports.push(unquote(cursor.next().text));
      cursor.expect(';');
    } else if (token.text !== ';' && !readItem(cursor, token, { prefix: '', items: file.items })) {
      if (token.text !== 'option' && token.text !== 'extend') {
        throw new ProtoFault(`'${token.text}' is not known here`, token);
      }
      cursor.skip();
    }
  }
  return file;
}

interface Place {
  prefix: string;
  items: ProtoItem[];
}

/** Reads a declaration that has a name of its own; `false` if the token starts none. */
function readItem(cursor: Cursor, token: ProtoToken, place: Place): boolean {
  if (!['message', 'enum', 'service'].includes(token.text)) return false;
  const name = `${place.prefix}${cursor.next().text}`;
  cursor.expect('{');
  if (token.text === 'service') {
    const methods: ProtoMethod[] = [];
    place.items.push({ kind: 'service', name, comment: token.comment, methods });
    while (!cursor.take('}')) readServicePart(cursor, methods);
    return true;
  }
  const fields: ProtoField[] = [];
  const kind = token.text === 'enum' ? 'enum' : 'message';
  place.items.push({ kind, name, comment: token.comment, fields });
  const inner = { prefix: `${name}.`, items: place.items };
  while (!cursor.take('}')) {
    if (kind === 'enum') readEnumPart(cursor, fields);
    else readMessagePart(cursor, fields, inner);
  }
  return true;
}

function readServicePart(cursor: Cursor, methods: ProtoMethod[]): void {
  const token = cursor.next();
  if (token.text === ';') return;
  if (token.text !== 'rpc') return cursor.skip();
  const name = cursor.next().text;
  const input = readMessageName(cursor);
  cursor.expect('returns');
  const output = readMessageName(cursor);
  methods.push({
    name,
    input: input.name,
    output: output.name,
    streamsInput: input.isStream,
    streamsOutput: output.isStream,
    comment: token.comment,
  });
  if (cursor.peek() === '{') cursor.skip();
  else cursor.expect(';');
}

function readMessageName(cursor: Cursor): { name: string; isStream: boolean } {
  cursor.expect('(');
  let name = cursor.next().text;
  const isStream = name === 'stream' && cursor.peek() !== ')';
  if (isStream) name = cursor.next().text;
  cursor.expect(')');
  return { name, isStream };
}

function readEnumPart(cursor: Cursor, fields: ProtoField[]): void {
  const token = cursor.next();
  if (token.text === ';') return;
  if (token.text === 'option' || token.text === 'reserved') return cursor.skip();
  cursor.expect('=');
  fields.push({ name: token.text, comment: token.comment, ...readNumber(cursor) });
}

const skippedParts = new Set(['option', 'reserved', 'extensions', 'extend']);

function readMessagePart(cursor: Cursor, fields: ProtoField[], place: Place, oneof?: string): void {
  const token = cursor.next();
  if (token.text === ';' || readItem(cursor, token, place)) return;
  if (skippedParts.has(token.text)) return cursor.skip();
  if (token.text === 'oneof') {
    const name = cursor.next().text;
    cursor.expect('{');
    while (!cursor.take('}')) readMessagePart(cursor, fields, place, name);
    return;
  }
  const label = toLabel(token.text);
  const type = readType(cursor, label ? cursor.next() : token);
  const name = cursor.next().text;
  cursor.expect('=');
  fields.push({ name, type, label, oneof, comment: token.comment, ...readNumber(cursor) });
}

function toLabel(text: string): ProtoField['label'] {
  return text === 'repeated' || text === 'optional' || text === 'required' ? text : undefined;
}

function readType(cursor: Cursor, token: ProtoToken): string {
  if (token.text !== 'map' || !cursor.take('<')) return token.text;
  const key = cursor.next().text;
  cursor.expect(',');
  const value = cursor.next().text;
  cursor.expect('>');
  return `map<${key}, ${value}>`;
}

function readNumber(cursor: Cursor): { number: string; isDeprecated: boolean } {
  const number = cursor.next().text;
  let options = '';
  if (cursor.take('[')) {
    for (let text = cursor.next().text; text !== ']'; text = cursor.next().text) options += text;
  }
  // A group of version 2 has a body in place of a semicolon.
  if (cursor.peek() === '{') cursor.skip();
  else cursor.expect(';');
  return { number, isDeprecated: options.includes('deprecated=true') };
}

function unquote(text: string): string {
  return text.replace(/^["']|["']$/g, '');
}
