import { isJsonObject } from '../config-layers.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { findFaults, type SchemaFault } from '../schema/find-faults.ts';
import type { PackageConfigSchema } from '../schema/schema-types.ts';
import { isSensitive } from '../schema/secrets.ts';
import { walkSurvey, type SurveyedValue } from '../schema/survey.ts';
import {
  findContributions,
  isListNode,
  isObjectNode,
  locate,
  type ConfigNode,
  type ConfigSource,
  type Contribution,
} from './config-node.ts';
import { findKeyProblems } from './find-key-problems.ts';
import { formatKey, type ConfigPlace, type ConfigProblem } from './problem.ts';

/** What there is to check: the merged data, where it came from, and what the schemas say. */
export interface Checkable {
  data: JsonObject;
  /** Weakest first. */
  sources: readonly ConfigSource[];
  schemas: readonly PackageConfigSchema[];
  surveyed: SurveyedValue;
  /** Whether unknown keys are errors. */
  strict: boolean;
  /** Whether parts of the sources could not be read. */
  isPartial: boolean;
}

/** Everything that is wrong with a configuration that could be read. */
export function findProblems(checkable: Checkable): ConfigProblem[] {
  const surveyed = [...walkSurvey(checkable.surveyed)];
  const byKey = new Map(surveyed.map(value => [formatKey(value.path), value]));
  const broken = checkable.schemas.flatMap(schema => checkSchema(schema, checkable, byKey));
  const unset = findUnsetVariables(checkable, new Set(broken.map(({ key }) => key)));
  const keys = surveyed.flatMap(value => findKeyProblems(value, checkable));
  const unique = new Map(
    [...broken, ...unset, ...keys].map(problem => [`${problem.key} ${problem.message}`, problem]),
  );
  return [...unique.values()];
}

function checkSchema(
  { value: schema, packageName }: PackageConfigSchema,
  { data, sources, isPartial }: Checkable,
  byKey: ReadonlyMap<string, SurveyedValue>,
): ConfigProblem[] {
  return findFaults(schema, data).flatMap((fault): ConfigProblem[] => {
    const key = formatKey(fault.path);
    // What seems to be missing may be in a part that could not be read.
    if (isPartial && fault.kind !== 'type' && !isScalar(byKey.get(key)?.value)) return [];
    const contributions = findContributions(sources, fault.path);
    if (contributions[0]?.node.standsIn) return [];
    const absent = contributions.find(({ effect }) => effect === 'absent');
    const place = locate(sources, fault.path);
    const remedy = fault.lacksQuotes ? describeQuotes(byKey.get(key), place) : '';
    const message = `${describeFault(fault, byKey.get(key), absent)}${remedy} (${packageName})`;
    return [{ severity: 'error', key, message, expected: fault.expected, ...(place && { place }) }];
  });
}

function isScalar(value: JsonValue | undefined): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null);
}

function describeFault(
  { kind, expected }: SchemaFault,
  surveyed: SurveyedValue | undefined,
  absent: Contribution | undefined,
): string {
  if (kind !== 'missing') return `must be ${expected}${surveyed ? `, got ${showActual(surveyed)}` : ''}`;
  if (!absent) return `is required and missing. Set it to ${expected}`;
  const fallback = `\${${absent.node.missing?.[0] ?? 'NAME'}:-fallback}`;
  return `is required, and ${describeUnset(absent.node)}. Set it, or write a fallback: ${fallback}`;
}

/** How to write what is a number or a boolean as the text that is wanted. */
function describeQuotes(surveyed: SurveyedValue | undefined, place: ConfigPlace | undefined): string {
  const text = surveyed && !isSensitive(surveyed) ? JSON.stringify(surveyed.value) : '…';
  return place?.variable === undefined
    ? `. Write it in quotes: "${text}"`
    : `. Write it as JSON text: ${place.variable}='"${text}"'`;
}

function describeUnset({ missing = [] }: ConfigNode): string {
  const names = missing.map(name => `'${name}'`).join(', ');
  return missing.length > 1 ? `the variables ${names} are not set` : `the variable ${names} is not set`;
}

function showActual(surveyed: SurveyedValue): string {
  const { value } = surveyed;
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (isSensitive(surveyed)) return 'another value, which is a secret';
  const text = JSON.stringify(value);
  return `the ${typeof value === 'string' ? 'text' : typeof value} ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
}

function findUnsetVariables({ sources, data }: Checkable, reported: ReadonlySet<string>): ConfigProblem[] {
  return sources
    .flatMap(({ root }) => listAbsent(root, []))
    .flatMap(({ path, node }): ConfigProblem[] => {
      const key = formatKey(path);
      const contributions = findContributions(sources, path);
      const winner = contributions.findIndex(({ effect }) => effect === 'wins');
      const isOverridden = winner !== -1 && winner < contributions.findIndex(({ node: own }) => own === node);
      if (reported.has(key) || isOverridden) return [];
      if (winner === -1 && valueAt(data, path) !== undefined) return [];
      const message = `${describeStandIn(contributions[winner])}, because ${describeUnset(node)}`;
      return [{ severity: 'warning', key, place: node.place, message }];
    });
}

/** What counts in place of a value that is not there. */
function describeStandIn(winner: Contribution | undefined): string {
  if (!winner) return 'is left out';
  const { source, line, variable } = winner.node.place;
  return `has the value of ${variable ?? `${source}${line === undefined ? '' : `:${line}`}`} instead`;
}

function listAbsent(
  node: ConfigNode,
  path: (string | number)[],
): { path: (string | number)[]; node: ConfigNode }[] {
  if (node.value === undefined) return node.missing ? [{ path, node }] : [];
  if (isListNode(node)) return node.value.flatMap((item, index) => listAbsent(item, [...path, index]));
  if (!isObjectNode(node)) return [];
  return [...node.value.entries()].flatMap(([key, child]) => listAbsent(child, [...path, key]));
}

function valueAt(data: JsonValue | undefined, path: (string | number)[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, part) => {
    if (typeof part === 'number') return Array.isArray(value) ? value[part] : undefined;
    return isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }, data);
}
