import type { StatementRunner } from '@portico/backend-plugin-api';

/** A registered location. */
export interface LocationRow {
  id: string;
  type: string;
  target: string;
  /** The ref of the Location entity that stands for it. */
  entityRef: string;
}

const columns = 'id, type, target, entity_ref as "entityRef"';

/** All registered locations, in the order of their ids. */
export async function listLocations(db: StatementRunner): Promise<LocationRow[]> {
  return db.all(`select ${columns} from catalog_locations order by id`);
}

/** Finds a location by its id. */
export async function findLocation(db: StatementRunner, id: string): Promise<LocationRow | undefined> {
  return db.get(`select ${columns} from catalog_locations where id = ?`, [id]);
}

/** Finds a location by what it says. */
export async function findLocationByTarget(
  db: StatementRunner,
  location: { type: string; target: string },
): Promise<LocationRow | undefined> {
  return db.get(`select ${columns} from catalog_locations where type = ? and target = ?`, [
    location.type,
    location.target,
  ]);
}

/** Stores a location; tells whether it was not there before. */
export async function insertLocation(tx: StatementRunner, row: LocationRow): Promise<boolean> {
  const { changes } = await tx.run(
    'insert into catalog_locations (id, type, target, entity_ref) values (?, ?, ?, ?) on conflict do nothing',
    [row.id, row.type, row.target, row.entityRef],
  );
  return changes > 0;
}

/** Changes what a location says. */
export async function updateLocationRow(tx: StatementRunner, row: LocationRow): Promise<void> {
  await tx.run('update catalog_locations set type = ?, target = ? where id = ?', [
    row.type,
    row.target,
    row.id,
  ]);
}

/** Removes a location. */
export async function deleteLocationRow(tx: StatementRunner, id: string): Promise<void> {
  await tx.run('delete from catalog_locations where id = ?', [id]);
}
