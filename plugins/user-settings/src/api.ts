import type { JsonValue } from '@portico/config';
import { defineApi } from '@portico/http-api';
import { z } from 'zod';

/** Any JSON: what a user keeps is the affair of who keeps it. */
const json: z.ZodType<JsonValue> = z.custom<JsonValue>(value => value !== undefined, 'A value is needed');
const item = z.object({ bucket: z.string().min(1).max(255), key: z.string().min(1).max(255) });
const setting = item.extend({ value: json });

/** Settings of the user who asks, in buckets. Keys may hold slashes. */
export const userSettingsApi = defineApi({
  pluginId: 'user-settings',
  title: 'User settings',
  version: '1.0.0',
  endpoints: {
    getSetting: {
      method: 'GET',
      path: '/buckets/:bucket/keys/*key',
      description: 'One setting of the user',
      allow: ['user'],
      output: setting,
    },
    setSetting: {
      method: 'PUT',
      path: '/buckets/:bucket/keys/*key',
      description: 'Keep a setting of the user',
      allow: ['user'],
      body: z.object({ value: json }),
      output: setting,
    },
    deleteSetting: {
      method: 'DELETE',
      path: '/buckets/:bucket/keys/*key',
      description: 'Forget a setting of the user',
      allow: ['user'],
    },
    getSettings: {
      method: 'POST',
      path: '/multiget',
      description: 'Several settings of the user, in the order asked for; null for one that is not kept',
      allow: ['user'],
      body: z.object({ items: z.array(item).max(1000) }),
      output: z.object({ items: z.array(z.object({ value: json }).nullable()) }),
    },
  },
});
