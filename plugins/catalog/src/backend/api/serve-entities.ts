import type { StatementRunner } from '@portico/backend-plugin-api';
import { reply, type Reply } from '@portico/http-api/node';
import type { FieldProjection } from '../query/project-fields.ts';
import { type FoundEntities, readServedJson, type ServedJson } from '../query/served-json.ts';
import { readServedText } from '../query/served-text.ts';

/** How found entities are sent. */
export interface ServeOptions {
  found: FoundEntities;
  project: FieldProjection | undefined;
  /** The JSON around the list of entities. */
  before: string;
  after: string;
  etag?: string;
  headers?: Record<string, string>;
}

// What is longer is sent piece by piece, so that memory does not grow with the answer.
const wholeUpTo = 1_000;
const pieceSize = 500;

/**
 * Answers with entities: stored texts in a row, within other JSON. They are
 * found without a look at the database, if that can be; when the entities are
 * read it turns out whether something has changed, and they are found anew.
 */
export async function serveEntities(
  db: StatementRunner,
  find: { peek(): ServeOptions | undefined; now(): Promise<ServeOptions> },
): Promise<Reply> {
  const guess = find.peek();
  if (guess && guess.found.ids.length <= wholeUpTo) {
    const current = await toCurrentReply(db, guess);
    if (current) return current;
  }
  const options = await find.now();
  if (options.found.ids.length > wholeUpTo) return toReply(options, { stream: readPieces(db, options) });
  const current = await toCurrentReply(db, options);
  if (current) return current;
  return toReply(options, { jsonText: toText(options, (await readServedJson(db, options.found)).rows) });
}

/** The answer, unless something changed after the entities were found. */
async function toCurrentReply(db: StatementRunner, options: ServeOptions): Promise<Reply | undefined> {
  const { found, project, before, after } = options;
  if (!project && found.ids.length > 0) {
    const served = await readServedText(db, { ids: found.ids }, { before, after });
    return served?.seq === found.seq ? toReply(options, { jsonText: served.text }) : undefined;
  }
  const { rows, seq } = await readServedJson(db, found);
  return seq === found.seq ? toReply(options, { jsonText: toText(options, rows) }) : undefined;
}

function toReply(
  { etag, headers }: ServeOptions,
  content: { jsonText: string | Uint8Array } | { stream: AsyncIterable<string | Uint8Array> },
): Reply {
  const type: Record<string, string> =
    'stream' in content ? { 'content-type': 'application/json; charset=utf-8' } : {};
  return reply({ ...content, headers: { ...type, ...headers }, ...(etag !== undefined && { etag }) });
}

function toText({ before, after, project }: ServeOptions, rows: readonly ServedJson[]): string {
  return `${before}${joinRows(rows, project)}${after}`;
}

function joinRows(rows: readonly ServedJson[], project: FieldProjection | undefined): string {
  return rows.map(({ json }) => (project ? project(json) : json)).join(',');
}

async function* readPieces(
  db: StatementRunner,
  { found, project, before, after }: ServeOptions,
): AsyncGenerator<string | Uint8Array> {
  let start = before;
  for (let from = 0; from < found.ids.length; from += pieceSize) {
    const ids = found.ids.slice(from, from + pieceSize);
    const served = project ? undefined : await readServedText(db, { ids }, { before: start, after: '' });
    if (served?.seq === found.seq) {
      yield served.text;
      start = ',';
      continue;
    }
    const { rows } = await readServedJson(db, { ...found, ids });
    if (rows.length === 0) continue;
    yield start + joinRows(rows, project);
    start = ',';
  }
  yield start === before ? before + after : after;
}
