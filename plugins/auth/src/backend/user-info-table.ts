import type { JsonObject } from '@portico/config';
import type { Knex } from 'knex';

/** What is known of users since their last sign-in. */
export interface UserInfoTable {
  save(claims: JsonObject & { sub: string }): Promise<void>;
  /** `{ claims }` as saved. */
  find(userEntityRef: string): Promise<JsonObject | undefined>;
}

/** Keeps it in the table `user_info`, one row for each user. */
export function createUserInfoTable(connect: () => Promise<Knex>): UserInfoTable {
  return {
    async save(claims) {
      const db = await connect();
      await db('user_info')
        .insert({
          user_entity_ref: claims.sub,
          user_info: JSON.stringify({ claims }),
          updated_at: new Date().toISOString(),
        })
        .onConflict('user_entity_ref')
        .merge(['user_info', 'updated_at']);
    },
    async find(userEntityRef) {
      const db = await connect();
      const row = await db<{ user_entity_ref: string; user_info: string }>('user_info')
        .where({ user_entity_ref: userEntityRef })
        .first('user_info');
      return row && (JSON.parse(row.user_info) as JsonObject);
    },
  };
}
