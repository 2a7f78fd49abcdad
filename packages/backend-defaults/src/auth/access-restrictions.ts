import type { Config } from '@portico/config';
import type { AccessRestrictions } from '@portico/backend-plugin-api';

type Action = NonNullable<NonNullable<AccessRestrictions['permissionAttributes']>['action']>[number];

const actions: readonly Action[] = ['create', 'read', 'update', 'delete'];

/**
 * Reads `accessRestrictions` of an entry of `backend.auth.externalAccess`: what
 * its tokens may do, by plugin id. `undefined` when they may do everything.
 *
 * @throws Error for unknown keys and values, and for a plugin that is named twice.
 */
export function readAccessRestrictions(entry: Config): ReadonlyMap<string, AccessRestrictions> | undefined {
  const restrictions = new Map<string, AccessRestrictions>();
  for (const config of entry.getOptionalConfigArray('accessRestrictions') ?? []) {
    assertKeys(config, "'accessRestrictions'", ['plugin', 'permission', 'permissionAttribute']);
    const plugin = config.getString('plugin');
    if (restrictions.has(plugin)) {
      throw new Error(`The plugin '${plugin}' is named twice in 'accessRestrictions'; merge the two entries`);
    }
    const permissionNames = readWords(config, 'permission');
    const action = readActions(config);
    restrictions.set(plugin, {
      ...(permissionNames ? { permissionNames } : {}),
      ...(action ? { permissionAttributes: { action } } : {}),
    });
  }
  return restrictions.size > 0 ? restrictions : undefined;
}

/** Reads a text or a list of texts, each split at commas and spaces; `undefined` when nothing is there. */
export function readWords(config: Config, key: string): string[] | undefined {
  if (!config.has(key)) return undefined;
  const values = Array.isArray(config.get(key)) ? config.getStringArray(key) : [config.getString(key)];
  const words = new Set(values.flatMap(value => value.split(/[ ,]/)).filter(Boolean));
  return words.size > 0 ? [...words] : undefined;
}

function readActions(config: Config): Action[] | undefined {
  const attributes = config.getOptionalConfig('permissionAttribute');
  if (!attributes) return undefined;
  assertKeys(attributes, "'permissionAttribute'", ['action']);
  return readWords(attributes, 'action')?.map(word => {
    const action = actions.find(known => known === word);
    if (!action) throw new Error(`Unknown action '${word}' in 'permissionAttribute'; use ${quoted(actions)}`);
    return action;
  });
}

function assertKeys(config: Config, where: string, known: string[]): void {
  const strange = config.keys().find(key => !known.includes(key));
  if (strange) throw new Error(`Unknown key '${strange}' in ${where}; use ${quoted(known)}`);
}

function quoted(words: readonly string[]): string {
  return words.map(word => `'${word}'`).join(', ');
}
