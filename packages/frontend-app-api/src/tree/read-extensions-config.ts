import type { Config, JsonObject, JsonValue } from '@portico/config';
import type { ExtensionAttachTo } from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';

/** One entry of `app.extensions`. */
export interface ExtensionParameters {
  id: string;
  /** The position in the list. */
  index: number;
  attachTo?: ExtensionAttachTo;
  /** An entry that does not say enables the extension. */
  disabled: boolean;
  config?: JsonObject;
}

const known = ['attachTo', 'disabled', 'config'];

/**
 * Reads `app.extensions`: `'<id>'`, `{ <id>: true | false }` or
 * `{ <id>: { attachTo, disabled, config } }`. Entries that are wrong are
 * reported and left out, so that one slip does not take the app down.
 */
export function readExtensionsConfig(config: Config, report: ReportError): ExtensionParameters[] {
  const entries = config.getOptional('app.extensions');
  if (entries === undefined) return [];
  if (!Array.isArray(entries)) {
    report(
      'INVALID_EXTENSION_CONFIG_KEY',
      `'app.extensions' is ${describe(entries)}, and must be a list`,
      {},
    );
    return [];
  }
  return entries.flatMap((entry: JsonValue, index) => {
    const fault = (what: string, extensionId = '') => {
      report('INVALID_EXTENSION_CONFIG_KEY', `'app.extensions[${index}]' ${what}`, { extensionId });
      return [];
    };
    const named = readName(entry);
    if (typeof named === 'string') return fault(named);
    const value = readValue(named.value);
    return typeof value === 'string'
      ? fault(`['${named.id}'] ${value}`, named.id)
      : [{ id: named.id, index, ...value }];
  });
}

function readName(entry: JsonValue): { id: string; value: JsonValue | undefined } | string {
  if (typeof entry === 'string') return checkId(entry, null);
  if (!isObject(entry)) return `is ${describe(entry)}, and must be an id or { <id>: … }`;
  const [id, ...others] = Object.keys(entry);
  if (id === undefined || others.length > 0)
    return `has ${others.length === 0 ? 'no key' : `the keys '${[id, ...others].join("', '")}'`}, and must have one, the id`;
  return checkId(id, entry[id]);
}

function checkId(
  id: string,
  value: JsonValue | undefined,
): { id: string; value: JsonValue | undefined } | string {
  if (id === '' || id !== id.trim())
    return `has the id '${id}', which must not be empty or have spaces around it`;
  return { id, value };
}

function readValue(value: JsonValue | undefined): Omit<ExtensionParameters, 'id' | 'index'> | string {
  if (value === null || value === undefined) return { disabled: false };
  const enabled = readBoolean(value);
  if (enabled !== undefined) return { disabled: !enabled };
  if (!isObject(value))
    return `is ${describe(value)}, and must be true, false or { attachTo, disabled, config }`;
  const unknown = Object.keys(value).filter(key => !known.includes(key));
  if (unknown.length > 0) return `has the unknown key '${unknown.join("', '")}'. Use '${known.join("', '")}'`;
  const disabled = value['disabled'] === undefined ? false : readBoolean(value['disabled']);
  if (disabled === undefined) return `.disabled is ${describe(value['disabled'])}, and must be true or false`;
  const { attachTo, config } = value;
  if (attachTo !== undefined && !isAttachTo(attachTo))
    return '.attachTo must be { id, input }, with texts in both';
  if (config !== undefined && !isObject(config))
    return `.config is ${describe(config)}, and must be an object`;
  return { disabled, ...(attachTo && { attachTo }), ...(config && { config }) };
}

function readBoolean(value: JsonValue | undefined): boolean | undefined {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

function isAttachTo(value: JsonValue): value is { id: string; input: string } {
  const isText = (text: JsonValue | undefined) => typeof text === 'string' && text !== '';
  return isObject(value) && isText(value['id']) && isText(value['input']);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : `'${String(value)}'`;
}
