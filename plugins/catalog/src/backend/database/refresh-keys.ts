import { hash } from 'node:crypto';
import type { StatementRunner } from '@portico/backend-plugin-api';
import { inList, listParameter } from './batch.ts';
import { toStorableText } from './storable-text.ts';

/** The form in which a key is stored: keys over 255 characters are cut, and told apart by their SHA-256. */
export function toStoredKey(key: string): string {
  const start = toStorableText(key.length <= 255 ? key : key.slice(0, 180));
  return key.length <= 255 ? start : `${start}#sha256:${hash('sha256', key, 'hex')}`;
}

/** The entities that have one of the keys. */
export async function findIdsByRefreshKeys(db: StatementRunner, keys: readonly string[]): Promise<number[]> {
  if (keys.length === 0) return [];
  const rows = await db.all<{ id: number }>(
    `select distinct id from catalog_refresh_keys where refresh_key ${inList(db, 'text')}`,
    [listParameter(db, keys.map(toStoredKey))],
  );
  return rows.map(row => row.id);
}

/** The entities that have a key which starts with the prefix, an ASCII text. */
export async function findIdsByRefreshKeyPrefix(db: StatementRunner, prefix: string): Promise<number[]> {
  const end = prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
  const rows = await db.all<{ id: number }>(
    'select distinct id from catalog_refresh_keys where refresh_key >= ? and refresh_key < ?',
    [prefix, end],
  );
  return rows.map(row => row.id);
}
