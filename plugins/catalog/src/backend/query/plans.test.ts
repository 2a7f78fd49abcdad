import type { SqlParameter, StatementRunner } from '@portico/backend-plugin-api';
import { createTestDatabases, type TestDatabase } from '@portico/backend-test-utils/databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listParameter } from '../database/batch.ts';
import { readColumnsSql, walkColumnsSql } from './column-reader.ts';
import { keptFacetsOfKindSql, keptFacetsSql } from './count-facets.ts';
import {
  entitiesByRefsSql,
  entityAndChangeByRefSql,
  entityByRefSql,
  entityByUidSql,
} from './find-entities.ts';
import { countNeighboursStatement, edgesStatement, neighboursStatement } from './graph-statements.ts';
import { changesSql, lastChangeSql } from './read-changes.ts';
import { servedJsonSql } from './served-json.ts';
import { servedTextSql } from './served-text.ts';
import { openStoredCatalog } from './testing/stored-catalog.ts';
import { idsByRefsSql } from './text-by-refs.ts';

const choice = { names: new Map<number, string>(), typeIds: [1], kinds: ['component'] };

type Statement = (db: StatementRunner) => [sql: string, params: SqlParameter[]];

const ofSqlite = 'ids by refs';
const statements: Record<string, Statement> = {
  'the columns of a key': () => [walkColumnsSql, [1, -1, 10]],
  'some columns of a key': db => [readColumnsSql(db), [1, listParameter(db, [1, 2])]],
  'changes after one': () => [changesSql, [5, 10]],
  'the last change': () => [lastChangeSql, []],
  'served entities': db => [servedJsonSql(db), [listParameter(db, [1, 2])]],
  'served text by ids': db => [
    servedTextSql(db.dialect, 'ids'),
    [...frameParameters(db), listParameter(db, [1, 2])],
  ],
  'served text by refs': db => [
    servedTextSql(db.dialect, 'refs'),
    [...frameParameters(db), listParameter(db, ['a:b/c'])],
  ],
  [ofSqlite]: db => [idsByRefsSql, [listParameter(db, ['a:b/c'])]],
  'an entity by ref': () => [entityByRefSql, ['a:b/c']],
  'an entity by ref and the last change': () => [entityAndChangeByRefSql, ['a:b/c']],
  'an entity by uid': () => [entityByUidSql, ['u']],
  'entities by refs': db => [entitiesByRefsSql(db), [listParameter(db, ['a:b/c'])]],
  'graph: the ends of relations': db => {
    const walk = { sourceIds: [1, 2], excluded: [3], choice, limit: 5 };
    const { sql, params } = neighboursStatement(db, walk);
    return [sql, params];
  },
  'graph: relations between entities': db => {
    const { sql, params } = edgesStatement(db, { sourceIds: [1, 2], targetIds: [3], choice });
    return [sql, params];
  },
  'graph: counts of relations': db => {
    const { sql, params } = countNeighboursStatement(db, { sourceIds: [1, 2], choice });
    return [sql, params];
  },
  'facets of all': () => [keptFacetsSql, [1]],
  'facets of a kind': () => [keptFacetsOfKindSql, [1, 'component']],
};

function frameParameters({ dialect }: StatementRunner): SqlParameter[] {
  return dialect === 'sqlite' ? ['[', ']'] : [];
}

describe('on SQLite', () => {
  const plans = explaining('SQLITE_FILE', async (db, sql, params) => {
    const rows = await db.all<{ detail: string }>(`explain query plan ${sql}`, params);
    return rows.map(row => row.detail);
  });

  it.each(Object.keys(statements))('%s are found by an index, without a table to sort in', async name => {
    const plan = (await plans(name)).join('\n');
    expect(plan).toMatch(/SEARCH/);
    expect(plan).not.toMatch(/SCAN (?!json_each|piece|CONSTANT|.*VIRTUAL TABLE)/);
    if (!/^(?:facets|graph)/.test(name)) expect(plan).not.toMatch(/TEMP B-TREE/);
  });

  it('walk the columns of a key from where the last piece ended, and find single ones', async () => {
    expect(await plans('the columns of a key')).toEqual([
      'SEARCH catalog_columns USING PRIMARY KEY (key_id=? AND segment>?)',
    ]);
    const [search] = await plans('some columns of a key');
    expect(search).toBe('SEARCH catalog_columns USING PRIMARY KEY (key_id=? AND segment=?)');
  });
});

describe('on PostgreSQL', () => {
  const plans = explaining('POSTGRES', async (db, sql, params) => {
    return db.transaction(async tx => {
      await tx.run('set local enable_seqscan = off');
      await tx.run('set local enable_bitmapscan = off');
      const rows = await tx.all<{ 'QUERY PLAN': string }>(`explain ${sql}`, params);
      return rows.map(row => row['QUERY PLAN']);
    });
  });

  const names = Object.keys(statements).filter(name => name !== ofSqlite);
  it.each(names)('%s are found by an index, in its order', async name => {
    const plan = (await plans(name)).join('\n');
    expect(plan).toMatch(/Index (Only )?Scan/);
    expect(plan).not.toMatch(/Seq Scan/);
    if (!/^(?:facets|graph|entities by|served text)/.test(name)) expect(plan).not.toMatch(/Sort Key/);
  });
});

function explaining(
  databaseId: 'SQLITE_FILE' | 'POSTGRES',
  explain: (db: StatementRunner, sql: string, params: SqlParameter[]) => Promise<string[]>,
): (name: string) => Promise<string[]> {
  let database: TestDatabase;
  let db: StatementRunner;
  beforeAll(async () => {
    database = await createTestDatabases().init(databaseId);
    ({ db } = await openStoredCatalog(database.knex));
  });
  afterAll(() => database[Symbol.asyncDispose]());
  return name => {
    const [sql, params] = statements[name]?.(db) ?? ['', []];
    return explain(db, sql, params);
  };
}
