import { unknownKeysOf, type SurveyedValue } from '../schema/survey.ts';
import { locate, type ConfigSource } from './config-node.ts';
import { nearestWord } from './nearest-word.ts';
import { formatKey, type ConfigProblem } from './problem.ts';

/**
 * What is wrong with a value besides its shape: it is for the browser and
 * secret at once, deprecated, or holds keys that no schema knows. Unknown keys
 * are told at the top, where a schema forbids them, and where they look like a
 * known key that is not there or only in another source; in strict mode all of them, and as errors.
 */
export function findKeyProblems(
  surveyed: SurveyedValue,
  { sources, strict }: { sources: readonly ConfigSource[]; strict: boolean },
): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const add = (
    severity: ConfigProblem['severity'],
    path: SurveyedValue['path'],
    message: string,
    suggestion?: string,
  ) => {
    const place = locate(sources, path);
    problems.push({
      severity,
      key: formatKey(path),
      message,
      ...(place && { place }),
      ...(suggestion !== undefined && { suggestion }),
    });
  };
  if (surveyed.contradictory) {
    add(
      'error',
      surveyed.path,
      "is both 'frontend' and 'secret' in the schemas. Correct the schema that shows it to the browser",
    );
  }
  if (surveyed.deprecation !== undefined) {
    add('warning', surveyed.path, `is deprecated and may be removed soon. ${surveyed.deprecation}`.trim());
  }
  for (const key of unknownKeysOf(surveyed)) {
    const suggestion = suggestKey(key, surveyed, sources);
    const isTop = surveyed.path.length === 0;
    if (!strict && !isTop && !surveyed.isClosed && suggestion === undefined) continue;
    const path = [...surveyed.path, key];
    const hint =
      suggestion === undefined
        ? hintFor(isTop, surveyed)
        : `Did you mean '${formatKey([...surveyed.path, suggestion])}'?`;
    add(strict ? 'error' : 'warning', path, `is not a known key. ${hint}`, suggestion);
  }
  return problems;
}

function hintFor(isTop: boolean, { knownKeys = [] }: SurveyedValue): string {
  if (isTop) return 'No installed package declares it';
  return `Known here: ${knownKeys.map(key => `'${key}'`).join(', ')}`;
}

/** The known key that was probably meant, unless whoever wrote this one wrote that one as well. */
function suggestKey(
  key: string,
  { knownKeys = [], children, path }: SurveyedValue,
  sources: readonly ConfigSource[],
): string | undefined {
  const sourceOf = (name: string) => locate(sources, [...path, name])?.source;
  const writtenBeside = new Set(
    children
      .map(child => child.path.at(-1))
      .filter(name => typeof name === 'string' && sourceOf(name) === sourceOf(key)),
  );
  const candidates = knownKeys.filter(known => !writtenBeside.has(known));
  return nearestWord(key, candidates);
}
