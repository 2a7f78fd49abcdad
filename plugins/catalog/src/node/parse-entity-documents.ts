import {
  type Entity,
  type EntityProblem,
  stringifyEntityRef,
  stringifyLocationRef,
} from '@portico/catalog-model';
import { parseEntityYaml, type EntityDocument } from '@portico/catalog-model/yaml';
import { InputError } from '@portico/errors';
import type { CatalogProcessorEntityResult, CatalogProcessorResult, LocationSpec } from './processing.ts';

/** On an entity that was read from a file: what is wrong with its document, with line and column. */
const documentProblems = Symbol('portico.catalog.documentProblems');

/** Reads the YAML documents of a file, each as an entity or an error. That the entities are valid is not checked. */
export function* parseEntityDocuments(
  data: string | Buffer,
  location: LocationSpec,
): Generator<CatalogProcessorResult> {
  const text = typeof data === 'string' ? data : data.toString('utf8');
  const source = stringifyLocationRef(location);
  for (const document of parseEntityYaml(text, { source })) yield toProcessorResult(document, location);
}

/** What is emitted for a document: its entity, or an error that names its faults. */
export function toProcessorResult(
  { entity, problems }: Pick<EntityDocument, 'entity' | 'problems'>,
  location: LocationSpec,
): CatalogProcessorResult {
  const errors = problems.filter(problem => problem.severity === 'error');
  if (entity && errors.length === 0) return { type: 'entity', entity: entity as unknown as Entity, location };
  const message = errors.map(describeProblem).join('; ');
  const error = new InputError(`YAML error at ${stringifyLocationRef(location)}, ${message}`);
  return { type: 'error', location, error: Object.assign(error, { problems: errors }) };
}

function describeProblem({ message, hint, line, column = 1 }: EntityProblem): string {
  const place = line === undefined ? '' : `line ${line}, column ${column}: `;
  return `${place}${message}${hint === undefined ? '' : ` (${hint})`}`;
}

/** Attaches what is wrong with the document of an entity, for {@link problemsOf}. */
export function attachProblems(result: CatalogProcessorEntityResult, problems: EntityProblem[]): void {
  Object.defineProperty(result, documentProblems, { value: problems });
}

/** The problems that the parser has attached to an emitted entity, by its ref. */
export function problemsOf(
  result: CatalogProcessorResult,
): { ref: string; problems: EntityProblem[] } | undefined {
  if (result.type !== 'entity' || !(documentProblems in result)) return undefined;
  const problems = result[documentProblems] as EntityProblem[];
  const { kind, metadata } = result.entity as Partial<Entity>;
  const hasRef = typeof kind === 'string' && typeof metadata?.name === 'string';
  return { ref: hasRef ? stringifyEntityRef(result.entity) : '', problems };
}
