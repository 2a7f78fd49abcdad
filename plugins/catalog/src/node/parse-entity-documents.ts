import {
  type CatalogModel,
  type Entity,
  type EntityProblem,
  formatProblem,
  stringifyEntityRef,
  stringifyLocationRef,
} from '@portico/catalog-model';
import { parseEntityYaml } from '@portico/catalog-model/yaml';
import { InputError } from '@portico/errors';
import type { CatalogProcessorParser, CatalogProcessorResult, LocationSpec } from './processing.ts';

/** On an entity that was read from a file: what is wrong with its document, with line and column. */
export const documentProblems = Symbol('portico.catalog.documentProblems');

/**
 * Reads the YAML documents of a file, each as an entity or an error. Empty
 * documents are left out. With a model, each is checked as well, and the
 * faults are attached to it with their lines; it is emitted all the same.
 */
export function* parseEntityDocuments(
  data: string | Buffer,
  location: LocationSpec,
  model?: CatalogModel,
): Generator<CatalogProcessorResult> {
  const source = stringifyLocationRef(location);
  const text = typeof data === 'string' ? data : data.toString('utf8');
  for (const { entity, problems, locate } of parseEntityYaml(text, { source })) {
    const errors = problems.filter(problem => problem.severity === 'error');
    if (!entity || errors.length > 0) {
      yield { type: 'error', location, error: toError(source, errors) };
      continue;
    }
    const result: CatalogProcessorResult = { type: 'entity', entity: entity as unknown as Entity, location };
    const checked = model?.validate(entity, { placeholders: true, advice: false });
    if (checked && !checked.valid) {
      const located = checked.problems.map(problem => ({
        ...problem,
        ...locate(problem.pointer, problem.inKey),
        source,
      }));
      Object.defineProperty(result, documentProblems, { value: located });
    }
    yield result;
  }
}

/** The parser of files that were read from locations. */
export function createDocumentParser(model: CatalogModel): CatalogProcessorParser {
  return async function* parse({ data, location }) {
    yield* parseEntityDocuments(data, location, model);
  };
}

/** The problems that the parser has attached to an emitted entity, by its ref. */
export function problemsOf(
  result: CatalogProcessorResult,
): { ref: string; problems: EntityProblem[] } | undefined {
  if (result.type !== 'entity' || !(documentProblems in result)) return undefined;
  const problems = result[documentProblems] as EntityProblem[];
  const hasName = typeof (result.entity as Partial<Entity>).metadata?.name === 'string';
  return { ref: hasName ? stringifyEntityRef(result.entity) : '', problems };
}

function toError(source: string, problems: EntityProblem[]): InputError {
  const message = problems.map(formatProblem).join('; ');
  return Object.assign(new InputError(`YAML error at ${source}, ${message}`), { problems });
}
