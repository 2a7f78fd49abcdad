import type { StatementRunner } from '@portico/backend-plugin-api';
import { reply, type Reply } from '@portico/http-api/node';
import type { FieldProjection } from '../query/project-fields.ts';
import {
  type FoundEntities,
  readServedJson,
  type ServedJson,
  streamServedJson,
} from '../query/served-json.ts';

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
    const { rows, seq } = await readServedJson(db, guess.found);
    if (seq === guess.found.seq) return toReply(guess, rows);
  }
  const options = await find.now();
  if (options.found.ids.length > wholeUpTo) return streamReply(db, options);
  return toReply(options, (await readServedJson(db, options.found)).rows);
}

function toReply(options: ServeOptions, rows: readonly ServedJson[]): Reply {
  const { project, before, after, etag, headers } = options;
  const texts = rows.map(({ json }) => (project ? project(json) : json));
  return reply({
    jsonText: `${before}${texts.join(',')}${after}`,
    ...(etag !== undefined && { etag }),
    ...(headers && { headers }),
  });
}

function streamReply(db: StatementRunner, options: ServeOptions): Reply {
  const { found, project, before, after, etag, headers } = options;
  async function* pieces(): AsyncGenerator<string> {
    let start = before;
    for await (const rows of streamServedJson(db, found)) {
      if (rows.length === 0) continue;
      yield start + rows.map(({ json }) => (project ? project(json) : json)).join(',');
      start = ',';
    }
    yield start === before ? before + after : after;
  }
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return reply({ headers: { ...type, ...headers }, stream: pieces(), ...(etag !== undefined && { etag }) });
}
