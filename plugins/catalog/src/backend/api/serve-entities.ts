import type { StatementRunner } from '@portico/backend-plugin-api';
import { reply, type Reply } from '@portico/http-api/node';
import type { FieldProjection } from '../query/project-fields.ts';
import { type FoundEntities, readServedJson, streamServedJson } from '../query/served-json.ts';

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

/** Answers with entities: stored texts in a row, within other JSON. */
export async function serveEntities(db: StatementRunner, options: ServeOptions): Promise<Reply> {
  const { found, project, before, after, etag, headers = {} } = options;
  const tag = etag === undefined ? {} : { etag };
  const toText = ({ json }: { json: string }): string => (project ? project(json) : json);
  if (found.ids.length <= wholeUpTo) {
    const rows = await readServedJson(db, found);
    return reply({ ...tag, headers, jsonText: `${before}${rows.map(toText).join(',')}${after}` });
  }
  async function* pieces(): AsyncGenerator<string> {
    let start = before;
    for await (const rows of streamServedJson(db, found)) {
      if (rows.length === 0) continue;
      yield start + rows.map(toText).join(',');
      start = ',';
    }
    yield start === before ? before + after : after;
  }
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return reply({ ...tag, headers: { ...type, ...headers }, stream: pieces() });
}
