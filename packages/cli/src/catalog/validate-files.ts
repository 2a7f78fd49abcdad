import { createProblem, formatProblem } from '@portico/catalog-model';
import { print } from '../print.ts';
import { checkFile, type CheckedFile } from './check-file.ts';
import { findEntityFiles } from './find-entity-files.ts';
import { loadAppModel } from './load-app-model.ts';

/** What `portico catalog validate` can be told. */
export interface ValidateFilesOptions {
  config?: string[];
  strict?: boolean;
  format: string;
}

/**
 * `portico catalog validate`: a line for each problem, as compilers write them,
 * and exit code 1 when one of them is an error. It needs no portal, and no network.
 */
export async function validateFiles(paths: readonly string[], options: ValidateFilesOptions): Promise<void> {
  const cwd = process.cwd();
  const model = await loadAppModel(options.config);
  const candidates = findEntityFiles(paths.length > 0 ? paths : ['.'], cwd);
  const files = candidates.map(file => checkFile(file, model, cwd));
  warnOfRefsInTwoFiles(files);
  const problems = files.flatMap(file => file.problems);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  if (errors > 0 || (options.strict && warnings > 0)) process.exitCode = 1;
  if (options.format === 'json')
    print(JSON.stringify({ errors, warnings, files: files.map(toJson) }, null, 2));
  else {
    for (const problem of problems) print(formatProblem(problem));
    print(summarize(files, errors, warnings));
  }
}

/** A ref is one entity, wherever it is declared. */
function warnOfRefsInTwoFiles(files: readonly CheckedFile[]): void {
  const placeOf = new Map<string, { file: string; place: string }>();
  for (const { path, entities, problems } of files) {
    for (const { ref, line } of entities) {
      if (ref === undefined) continue;
      const first = placeOf.get(ref);
      if (first === undefined) placeOf.set(ref, { file: path, place: `${path}:${line}` });
      else if (first.file !== path) {
        const message = `"${ref}" is declared in ${first.place} already`;
        const hint = 'Only one of them is used; rename or remove the other';
        const problem = createProblem('advice', ['metadata', 'name'], message, { severity: 'warning', hint });
        problems.push({ ...problem, source: path, line, column: 1 });
      }
    }
  }
}

function toJson({ path, skipped, entities, problems }: CheckedFile): object {
  return { path, ...(skipped && { skipped }), entities, problems };
}

function summarize(files: readonly CheckedFile[], errors: number, warnings: number): string {
  const read = files.filter(({ skipped }) => !skipped);
  const entities = read.reduce((sum, file) => sum + file.entities.length, 0);
  const skeletons = files.filter(({ skipped }) => skipped === 'skeleton').length;
  const found = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  return [
    `${count(entities, 'entity', 'entities')} in ${count(read.length, 'file')}: ${found.join(', ') || 'all valid'}.`,
    ...(skeletons > 0 ? [`${count(skeletons, 'skeleton')} of templates left out.`] : []),
  ].join(' ');
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
