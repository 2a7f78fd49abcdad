import { createProblem, type CatalogModel, type Entity, type EntityProblem } from '@portico/catalog-model';
import { parseEntityYaml, validateEntityYaml, type ValidatedDocument } from '@portico/catalog-model/yaml';
import type { CatalogChecks } from './catalog-checks.ts';
import { findUnknownRefs } from './unknown-refs.ts';

/** What is wrong with a text, and what it declares. */
export interface CheckedText {
  problems: EntityProblem[];
  /** The entities that have a name, valid or not. */
  refs: string[];
}

/** Checks a text by the kinds of a model: at once, and without asking anybody. */
export function checkText(text: string, model: CatalogModel): CheckedText {
  return toChecked(validateEntityYaml(text, model));
}

function toChecked(documents: readonly ValidatedDocument[]): CheckedText {
  return {
    problems: documents.flatMap(document => document.problems),
    refs: documents.flatMap(document => document.ref ?? []),
  };
}

/**
 * Checks a text as the catalog does, which may know more rules, and more kinds
 * where it could not be asked for its model, and warns of refs to entities that
 * the catalog does not have.
 */
export async function checkWithCatalog(text: string, tools: CatalogChecks): Promise<CheckedText> {
  const { model, catalog } = tools;
  const documents = validateEntityYaml(text, model);
  const parsed = parseEntityYaml(text);
  const judged = await Promise.all(
    documents.map(async (document, index): Promise<ValidatedDocument> => {
      const input = parsed[index];
      const errors = document.problems.filter(({ severity }) => severity === 'error');
      // What the model finds is told better, with lines; only kinds that it does not know are left.
      if (!input?.entity || errors.some(({ check }) => check !== 'kind')) return document;
      if (errors.length > 0 && isKnownKind(input.entity, model)) return document;
      const answer = await catalog.validateEntity(
        input.entity as unknown as Entity,
        'url:https://localhost/catalog-info.yaml',
      );
      if (answer.valid) {
        return { ...document, problems: document.problems.filter(problem => problem.check !== 'kind') };
      }
      const told = answer.errors.map(error => ({
        ...createProblem('kind', [], error.message),
        ...input.locate('/kind'),
      }));
      return { ...document, problems: [...document.problems, ...(errors.length > 0 ? [] : told)] };
    }),
  );
  const checked = toChecked(judged);
  return {
    ...checked,
    problems: [...checked.problems, ...(await findUnknownRefs(parsed, checked.refs, tools))],
  };
}

function isKnownKind(
  { kind, apiVersion }: object & { kind?: unknown; apiVersion?: unknown },
  model: CatalogModel,
): boolean {
  return model.findKind(String(kind), String(apiVersion)) !== undefined;
}
