import type { MetricsService, StatementRunner } from '@portico/backend-plugin-api';

/** A number, and of what it is. */
interface Count {
  count: number;
  kind?: string;
  type?: string;
}

/** How long the count of relations is good, in milliseconds: it reads all of them. */
const relationsLifetime = 5 * 60_000;

/** Offers the sizes of the catalog as metrics; they are read when somebody collects them. */
export function reportCatalogMetrics(metrics: MetricsService, db: StatementRunner): void {
  const report = (name: string, description: string, read: () => Promise<Count[]>): void => {
    metrics.createObservableGauge(name, { description }).addCallback(async result => {
      for (const { count, ...attributes } of await read()) result.observe(count, attributes);
    });
  };
  report('catalog_entities_count', 'Entities in the catalog, by kind', () => db.all<Count>(entitiesSql));
  report('catalog_registered_locations_count', 'Registered locations', () => db.all<Count>(locationsSql));
  report('catalog.stitching.queue.length', 'Entities whose served form is to be made', () =>
    db.all<Count>(queueSql),
  );
  let relations: { at: number; rows: Promise<Count[]> } | undefined;
  report('catalog_relations_count', 'Relations between entities, by type', () => {
    const now = Date.now();
    if (!relations || now - relations.at > relationsLifetime)
      relations = { at: now, rows: db.all<Count>(relationsSql) };
    return relations.rows;
  });
}

const entitiesSql = `select k.kind, cast(c.n as double precision) as count
  from catalog_key_counts c join catalog_keys s on s.id = c.key_id join catalog_kinds k on k.id = c.kind_id
  where s.search_key = 'kind'`;
const locationsSql = 'select cast(count(*) as double precision) as count from catalog_locations';
const queueSql = 'select cast(count(*) as double precision) as count from catalog_stitch_queue';
const relationsSql = `select t.type, cast(count(*) as double precision) as count
  from catalog_relations l join catalog_relation_types t on t.id = l.type_id group by t.type`;
