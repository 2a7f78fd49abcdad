import type { JsonObject } from '@portico/config';
import { createProblem, fromPointer, type EntityProblem, type FieldSteps } from '../entity-problem.ts';
import { findPlaceholders } from '../placeholders.ts';
import { problemText } from '../problem-texts.ts';

/** Whether there is a file at a path, which is relative to the file of the entity. */
export type FileLookup = (path: string) => boolean;

const readKeys: ReadonlySet<string> = new Set(['text', 'json', 'yaml', 'openapi', 'asyncapi']);

/** Finds the files that an entity says are beside its own, and that are not there. URLs and wildcards are not looked at. */
export function checkFiles(entity: JsonObject, hasFile: FileLookup): EntityProblem[] {
  const named = [...namedByPlaceholders(entity), ...namedByLocation(entity)];
  return named.flatMap(({ steps, path }) => {
    if (!isPath(path) || hasFile(path)) return [];
    const message = problemText('noSuchFile', { field: steps.join('.'), path });
    return [createProblem('ref', steps, message, { hint: problemText('hint.noSuchFile') })];
  });
}

interface NamedPath {
  steps: FieldSteps;
  path: unknown;
}

function namedByPlaceholders(entity: JsonObject): NamedPath[] {
  return findPlaceholders(entity)
    .filter(({ key }) => readKeys.has(key))
    .map(({ key, value, pointer }) => ({ steps: [...fromPointer(pointer), `$${key}`], path: value }));
}

function namedByLocation({ kind, spec }: JsonObject): NamedPath[] {
  if (kind !== 'Location' || typeof spec !== 'object' || spec === null || Array.isArray(spec)) return [];
  const { type, target, targets, presence } = spec;
  if (presence === 'optional' || (type !== undefined && type !== 'file' && type !== 'url')) return [];
  const listed = Array.isArray(targets) ? targets : [];
  return [
    { steps: ['spec', 'target'], path: target },
    ...listed.map((path, index) => ({ steps: ['spec', 'targets', index], path })),
  ];
}

// What has several lines or braces is content in the wrong place, which another check tells. Wildcards may match nothing.
function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !/^[a-z][a-z0-9+.-]*:|[\n{*]/i.test(value);
}
