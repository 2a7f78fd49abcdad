import { isJsonObject } from '../config-layers.ts';
import type { Config } from '../config.ts';
import type { JsonValue } from '../json.ts';
import { nearestWords } from './nearest-word.ts';
import type { ConfigProblem } from './problem.ts';

/** What the configuration of a built web app may name. */
export interface WebAppNames {
  /** The ids of extensions. */
  extensions: readonly string[];
  /** `<plugin id>.<name>`, as in `app.routes.bindings`. */
  routes: readonly string[];
  externalRoutes: readonly string[];
}

/** What `app.extensions` and `app.routes.bindings` name that the web app does not have, with what is called alike. */
export function findUnknownNames(config: Config, names: WebAppNames): ConfigProblem[] {
  const check = (
    { key, name, what }: { key: string; name: string | undefined; what: string },
    known: readonly string[],
  ): ConfigProblem[] => {
    if (name === undefined || known.includes(name)) return [];
    const message = `names ${what} '${name}', which the web app does not have. ${hintFor(name, known)}`;
    return [{ severity: 'warning', key, message }];
  };
  const extensions = listOf(config).flatMap((entry, index) =>
    check({ key: `app.extensions[${index}]`, name: idOf(entry), what: 'the extension' }, names.extensions),
  );
  const key = 'app.routes.bindings';
  const bindings = Object.entries(config.getOptional<Record<string, JsonValue>>(key) ?? {});
  return [
    ...extensions,
    ...bindings.flatMap(([from, to]) => [
      ...check({ key, name: from, what: 'the external route' }, names.externalRoutes),
      ...check({ key, name: typeof to === 'string' ? to : undefined, what: 'the route' }, names.routes),
    ]),
  ];
}

function listOf(config: Config): readonly JsonValue[] {
  const entries = config.getOptional<JsonValue>('app.extensions');
  return Array.isArray(entries) ? entries : [];
}

function idOf(entry: JsonValue): string | undefined {
  if (typeof entry === 'string') return entry;
  return isJsonObject(entry) ? Object.keys(entry)[0] : undefined;
}

function hintFor(name: string, known: readonly string[]): string {
  const near = nearestWords(name, known);
  const afterKind = name.replace(/^.*:/, '');
  const alike = near.length > 0 ? near : known.filter(other => other.replace(/^.*:/, '') === afterKind);
  if (alike.length === 0) return 'See /devtools/extensions for what there is';
  const list = alike.slice(0, 3).map(other => `'${other}'`);
  return `Did you mean ${list.join(' or ')}?`;
}
