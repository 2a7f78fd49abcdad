import type { CatalogModel, ValidateOptions } from '../create-catalog-model.ts';
import type { Entity } from '../entity.ts';
import { createProblem, fromPointer, toHint, type EntityProblem } from '../entity-problem.ts';
import { stringifyEntityRef } from '../entity-ref.ts';
import { findPlaceholders, type Placeholder } from '../placeholders.ts';
import { problemText, type ProblemCode } from '../problem-texts.ts';
import { quote } from '../suggest.ts';
import { checkFiles, type FileLookup } from './check-files.ts';
import { parseEntityYaml, type EntityDocument, type ParseEntityYamlOptions } from './parse-entity-yaml.ts';

/** One document of a file, checked. */
export interface ValidatedDocument {
  /** Its place among the documents of the file, from 0. */
  index: number;
  /** The line that its content starts on, from 1. */
  line: number;
  /** The entity, normalized; missing when it is not valid. */
  entity?: Entity;
  /** The ref of the entity in lower case; missing when it has no envelope. */
  ref?: string;
  /** Everything that is wrong or worth a look, each with its line and column. */
  problems: EntityProblem[];
}

/** What {@link validateEntityYaml} can be told. */
export interface ValidateEntityYamlOptions extends ParseEntityYamlOptions, ValidateOptions {
  /** Looks up the files that an entity names by a path. Without it, they count as there. */
  hasFile?: FileLookup;
}

/**
 * Reads a YAML text of entities and checks each one. Placeholders such as
 * `$text` count as right unless told otherwise, since the text is what a
 * person wrote.
 */
export function validateEntityYaml(
  text: string,
  model: CatalogModel,
  options: ValidateEntityYamlOptions = {},
): ValidatedDocument[] {
  const lineByRef = new Map<string, number>();
  return parseEntityYaml(text, options).map(document => {
    const { index, line, problems } = document;
    const validated: ValidatedDocument = { index, line, problems: [...problems] };
    if (!document.entity) return validated;
    const result = model.validate(document.entity, { placeholders: true, ...options });
    const found = [
      ...result.problems.map(problem => withCommentHint(problem, document)),
      ...findPlaceholders(document.entity).flatMap(checkPlaceholder),
      ...(options.hasFile ? checkFiles(document.entity, options.hasFile) : []),
    ];
    if (result.valid) validated.entity = result.entity;
    const ref = refOf(document.entity, model);
    if (ref) {
      validated.ref = ref;
      const first = lineByRef.get(ref);
      if (first === undefined) lineByRef.set(ref, line);
      else found.push(duplicateRef(ref, first));
    }
    validated.problems.push(...found.map(problem => locate(problem, document, options.source)));
    return validated;
  });
}

function checkPlaceholder(placeholder: Placeholder): EntityProblem[] {
  const { key, value, pointer } = placeholder;
  const field = `$${key}`;
  const hint = problemText('hint.placeholder', { key: field });
  const problem = (code: ProblemCode): EntityProblem[] => {
    const message = problemText(code, { field, value: quote(value) });
    return [
      createProblem('advice', [...fromPointer(pointer), field], message, { severity: 'warning', hint }),
    ];
  };
  if (typeof value !== 'string') return problem('placeholderValue');
  return /[\n{]/.test(value) ? problem('placeholderContent') : [];
}

function refOf(entity: unknown, model: CatalogModel): string | undefined {
  // A passed envelope check shows that there is a kind and a name.
  return model.checkEnvelope(entity).length === 0 ? stringifyEntityRef(entity as Entity) : undefined;
}

function duplicateRef(ref: string, line: number): EntityProblem {
  return createProblem('advice', ['metadata', 'name'], problemText('declaredTwice', { ref, line }), {
    severity: 'warning',
    hint: problemText('hint.declaredTwice'),
  });
}

function locate(problem: EntityProblem, document: EntityDocument, source?: string): EntityProblem {
  const located = { ...problem, ...document.locate(problem.pointer, problem.inKey) };
  return source ? { ...located, source } : located;
}

/** Tells when a field that is missing stands in a comment. */
function withCommentHint(problem: EntityProblem, document: EntityDocument): EntityProblem {
  if (problem.hint || problem.text?.code !== 'missing') return problem;
  const field = problem.path.split('.').at(-1) ?? '';
  const lines = document.text.split('\n');
  const index = lines.findIndex(line => {
    const comment = line.indexOf('#');
    return comment !== -1 && line.includes(`${field}:`, comment);
  });
  if (index === -1) return problem;
  const comment = (lines[index] ?? '').trim().slice(0, 80);
  return { ...problem, ...toHint(problemText('hint.inComment', { line: comment })) };
}
