import type { Knex } from 'knex';
import type { JsonValue } from '@portico/config';

/** Which setting is meant. */
export interface SettingKey {
  bucket: string;
  key: string;
}

/** Keeps the settings of users. */
export interface SettingsStore {
  /** The values in the order of the keys; `undefined` for what is not kept. */
  get(user: string, keys: readonly SettingKey[]): Promise<(JsonValue | undefined)[]>;
  set(user: string, setting: SettingKey & { value: JsonValue }): Promise<void>;
  remove(user: string, key: SettingKey): Promise<void>;
}

interface Row {
  user_entity_ref: string;
  bucket: string;
  key: string;
  value: string;
}

/** Makes the store over the table `user_settings`. */
export function createSettingsStore(db: Knex): SettingsStore {
  const table = () => db<Row>('user_settings');
  return {
    async get(user, keys) {
      if (keys.length === 0) return [];
      const pairs = keys.map(({ bucket, key }) => [bucket, key] as const);
      const rows = await table()
        .where({ user_entity_ref: user })
        .whereIn(['bucket', 'key'], pairs)
        .select('bucket', 'key', 'value');
      const found = new Map(rows.map(row => [toId(row), row.value]));
      return keys.map(key => {
        const text = found.get(toId(key));
        return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
      });
    },
    async set(user, { bucket, key, value }) {
      await table()
        .insert({ user_entity_ref: user, bucket, key, value: JSON.stringify(value) })
        .onConflict(['user_entity_ref', 'bucket', 'key'])
        .merge(['value']);
    },
    async remove(user, { bucket, key }) {
      await table().where({ user_entity_ref: user, bucket, key }).delete();
    },
  };
}

function toId({ bucket, key }: SettingKey): string {
  return JSON.stringify([bucket, key]);
}
