import { parseEntityYaml } from '@portico/catalog-model/yaml';
import type { JsonValue } from '@portico/config';
import { InputError } from '@portico/errors';
import { parseAllDocuments } from 'yaml';
import type { YamlDocument } from './yaml-document.ts';

/** Reads a file of entities, in this thread. */
export function readYamlEntities(text: string, source: string): YamlDocument[] {
  return parseEntityYaml(text, { source }).map(({ entity, problems, line, offset, text: own }) => ({
    ...(entity && { entity }),
    problems,
    line,
    offset,
    length: own.length,
  }));
}

/** Reads a text with a single value, in this thread. @throws InputError when it is none. */
export function readYamlValue(text: string): JsonValue {
  const documents = parseAllDocuments(text, { merge: false });
  const [document] = documents;
  if (!('length' in documents) || documents.length !== 1 || !document) {
    throw new InputError('Expected to find exactly one document of data');
  }
  const [fault] = document.errors;
  if (fault) throw new InputError(`Found an error in the data, ${fault.message}`);
  return document.toJS({ maxAliasCount: 100 }) as JsonValue;
}
