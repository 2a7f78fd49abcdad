import type { StatementRunner } from '@portico/backend-plugin-api';
import type { Entity } from '@portico/catalog-model';
import type { SerializedError } from '@portico/errors';
import { z } from 'zod';
import { toStorableText } from '../database/storable-text.ts';
import { decodeJsonCursor, encodeJsonCursor } from '../query/json-cursor.ts';

/** An entity that is declared and has never been in order. */
export interface AbsentEntity {
  entityRef: string;
  /** What a location points to, whose name tells nobody anything. */
  target?: string;
  /** The first of its faults, in at most 1,000 characters. */
  message: string;
}

/** A page of them, in the order of their refs. */
export interface AbsentPage {
  items: AbsentEntity[];
  totalItems: number;
  pageInfo: { nextCursor?: string };
}

interface Row {
  ref: string;
  unprocessed: string;
  errors: string;
}

const cursorSchema = z.object({ afterRef: z.string() });
const maxMessage = 1000;
const absent = `from catalog_states s join catalog_refs r on r.id = s.id
  where s.errors is not null and s.processed is null`;

/** Lists what is declared and has never got into the catalog. @throws InputError for a cursor that it has not made. */
export async function listAbsent(
  db: StatementRunner,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<AbsentPage> {
  const afterRef = cursor === undefined ? '' : decodeJsonCursor(cursor, cursorSchema).afterRef;
  const rows = await db.all<Row>(
    `select r.ref, s.unprocessed, s.errors ${absent} and r.ref > ? order by r.ref limit ?`,
    [toStorableText(afterRef), limit + 1],
  );
  const all = await db.get<{ n: number }>(`select count(*) as n ${absent}`);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toAbsent),
    totalItems: Number(all?.n ?? 0),
    pageInfo: last && rows.length > limit ? { nextCursor: encodeJsonCursor({ afterRef: last.ref }) } : {},
  };
}

function toAbsent({ ref, unprocessed, errors }: Row): AbsentEntity {
  const { spec } = JSON.parse(unprocessed) as Entity;
  const [first] = JSON.parse(errors) as SerializedError[];
  const target = spec?.['target'];
  return {
    entityRef: ref,
    ...(typeof target === 'string' && { target }),
    message: (first?.message ?? '').slice(0, maxMessage),
  };
}
