import { isJsonObject } from './config-layers.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** Where a value was found: the source and the full key. */
export interface ValuePlace {
  context: string;
  key: string;
}

/** Gives a value in the type it must have, or throws an error that names key and source. */
export type ReadValue<T> = (value: JsonValue, place: ValuePlace) => T;

/** Text, not blank: a blank one is a mistake more often than a wish. */
export const readString: ReadValue<string> = (value, place) => {
  if (typeof value !== 'string' || value === '') throw wrongType(value, place, 'string');
  return value;
};

/** A number, or text that is one. */
export const readNumber: ReadValue<number> = (value, place) => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw wrongType(value, place, 'number');
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw cannotConvert(place, 'number');
  return number;
};

/** A boolean, or one of the words and numbers that stand for one. */
export const readBoolean: ReadValue<boolean> = (value, place) => {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') throw wrongType(value, place, 'boolean');
  const text = String(value).trim();
  if (/^(?:y|yes|true|1|on)$/i.test(text)) return true;
  if (/^(?:n|no|false|0|off)$/i.test(text)) return false;
  throw cannotConvert(place, 'boolean');
};

/** An object. */
export const readObject: ReadValue<JsonObject> = (value, place) => {
  if (!isJsonObject(value)) throw wrongType(value, place, 'object');
  return value;
};

/** A list of objects. */
export const readObjectArray = readList('object-array', (value): value is JsonObject => isJsonObject(value));

/** A list of texts that are not blank. */
export const readStringArray = readList(
  'string-array',
  (value): value is string => typeof value === 'string' && value !== '',
);

function readList<T extends JsonValue>(
  name: string,
  isItem: (value: JsonValue) => value is T,
): ReadValue<T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) throw wrongType(value, place, name);
    return value.map((item, index) => {
      if (!isItem(item)) throw wrongType(item, { ...place, key: `${place.key}[${index}]` }, name);
      return item;
    });
  };
}

/** The error for a value of another type than the caller wants. */
export function wrongType(value: JsonValue, { context, key }: ValuePlace, wanted: string): TypeError {
  return new TypeError(
    `Invalid type in config for key '${key}' in '${context}', got ${typeName(value)}, wanted ${wanted}`,
  );
}

function cannotConvert({ context, key }: ValuePlace, wanted: string): Error {
  return new Error(`Unable to convert config value for key '${key}' in '${context}' to a ${wanted}`);
}

function typeName(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value === '') return 'empty-string';
  return Number.isNaN(value) ? 'nan' : typeof value;
}
