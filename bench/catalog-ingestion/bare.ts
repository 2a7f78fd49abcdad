import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { GeneratedEntity } from '../catalog/generate.ts';

// The ceiling: the bare driver, and the least that a catalog stores durably: the text of each entity under its ref, and
// its relations, which are found from both ends. It leaves out all else: no validation, no filters, facets or counts, no
// history, nobody who owns an entity, no look at what is there already, no relations in the texts of both ends, nobody
// who reads meanwhile. It is one thread and one connection, where the catalog has several of each.

interface Batch {
  ids: number[];
  refs: string[];
  texts: string[];
  relations: Relation[];
}

type Relation = [source: number, type: string, target: number];

/** What the ceiling reaches. */
export interface Ceiling {
  /** Entities a second. */
  rate: number;
  /** CPU time of this process for an entity, in µs. */
  cpu: number;
}

/** Stores the entities again and again for two seconds or longer, each time in tables that are made anew. */
export async function measureBare(
  connection: string,
  entities: readonly GeneratedEntity[],
): Promise<Ceiling> {
  const store = await (connection.startsWith('postgres:') ? openPostgres : openSqlite)(connection);
  let [count, ms, cpu] = [0, 0, 0];
  try {
    while (ms < 2_000) {
      await store.clear();
      const started = performance.now();
      const used = process.cpuUsage();
      const ids = new Map(entities.map((entity, index) => [toRef(entity), index]));
      for (let start = 0; start < entities.length; start += 500) {
        await store.write(toBatch(entities.slice(start, start + 500), ids));
      }
      ms += performance.now() - started;
      const { user, system } = process.cpuUsage(used);
      cpu += user + system;
      count += entities.length;
    }
  } finally {
    await store.close();
  }
  return { rate: (count / ms) * 1000, cpu: cpu / count };
}

function toBatch(entities: readonly GeneratedEntity[], ids: ReadonlyMap<string, number>): Batch {
  const refs = entities.map(toRef);
  const idOf = (ref: string): number => ids.get(ref) ?? -1;
  return {
    ids: refs.map(idOf),
    refs,
    texts: entities.map(entity => JSON.stringify(entity)),
    relations: entities.flatMap((entity, index) =>
      toRelations(entity.spec).map(([type, target]): Relation => [
        idOf(refs[index] ?? ''),
        type,
        idOf(target),
      ]),
    ),
  };
}

function toRef({ kind, metadata }: GeneratedEntity): string {
  return `${kind.toLowerCase()}:default/${metadata.name}`;
}

const fields: [field: string, type: string, kind: string][] = [
  ['owner', 'ownedBy', 'group'],
  ['system', 'partOf', 'system'],
  ['domain', 'partOf', 'domain'],
  ['parent', 'childOf', 'group'],
  ['memberOf', 'memberOf', 'group'],
  ['providesApis', 'providesApi', 'api'],
  ['consumesApis', 'consumesApi', 'api'],
  ['dependsOn', 'dependsOn', 'component'],
];

function toRelations(spec: Record<string, unknown>): [type: string, target: string][] {
  return fields.flatMap(([field, type, kind]) => {
    const targets = [spec[field] ?? []].flat() as string[];
    return targets.map((target): [string, string] => [
      type,
      target.includes(':') ? target : `${kind}:default/${target}`,
    ]);
  });
}

const drop = 'drop table if exists bare_entities; drop table if exists bare_relations';
const create = (clustered = ''): string => `
  create table bare_entities (id integer primary key, ref text not null unique, json text not null);
  create table bare_relations (
    source_id integer, type text, target_id integer, primary key (source_id, type, target_id)
  ) ${clustered};
  create index bare_relations_target on bare_relations (target_id, type)`;

interface Store {
  clear(): void | Promise<void>;
  write(batch: Batch): void | Promise<void>;
  close(): void | Promise<void>;
}

function openSqlite(file: string): Store {
  // As the thread of the catalog that writes.
  const db = new DatabaseSync(file);
  db.exec('pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = normal');
  db.exec('pragma cache_size = -65536; pragma temp_store = memory; pragma wal_autocheckpoint = 16384');
  db.exec(`${drop}; ${create('without rowid')}`);
  const insertEntity = db.prepare('insert into bare_entities values (?, ?, ?)');
  const insertRelation = db.prepare('insert into bare_relations values (?, ?, ?)');
  return {
    clear: () => db.exec(`${drop}; ${create('without rowid')}`),
    write({ ids, refs, texts, relations }) {
      db.exec('begin immediate');
      for (const [index, id] of ids.entries()) insertEntity.run(id, refs[index] ?? '', texts[index] ?? '');
      for (const relation of relations) insertRelation.run(...relation);
      db.exec('commit');
    },
    close: () => db.close(),
  };
}

async function openPostgres(connectionString: string): Promise<Store> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const insert = (table: string, types: string[], values: unknown[][]): Promise<unknown> => {
    const lists = types.map((type, index) => `$${index + 1}::${type}[]`).join(', ');
    return client.query({ name: table, text: `insert into ${table} select * from unnest(${lists})`, values });
  };
  return {
    async clear() {
      await client.query(`${drop}; ${create()}`);
    },
    async write({ ids, refs, texts, relations }) {
      await client.query('begin');
      await insert('bare_entities', ['integer', 'text', 'text'], [ids, refs, texts]);
      const columns = [0, 1, 2].map(index => relations.map(relation => relation[index]));
      await insert('bare_relations', ['integer', 'text', 'integer'], columns);
      await client.query('commit');
    },
    async close() {
      await client.query(drop); // or the server would tidy them up beside what is measured next
      await client.end();
    },
  };
}
