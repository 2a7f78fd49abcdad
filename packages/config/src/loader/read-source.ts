import { basename } from 'node:path';
import type { ConfigNode, ConfigSource } from './config-node.ts';
import type { ConfigProblem } from './problem.ts';
import { parseYaml } from './parse-yaml.ts';
import type { ReadOptions, TransformContext } from './transform-context.ts';
import { transformYaml } from './transform-yaml.ts';

/**
 * What reading one source gave: no source when nothing of it could be read, one
 * without the parts that the errors are about when some of it could not.
 */
export interface SourceReading {
  source?: ConfigSource;
  problems: ConfigProblem[];
}

/** The text of a source. Without a `file`, it came over the network and may not include files. */
export interface SourceText {
  context: string;
  text: string;
  file?: string;
}

/** The text of a configuration file, named in messages by its last path segment. */
export function fileSource(file: string, text: string): SourceText {
  return { context: basename(file), file, text };
}

/**
 * Reads a YAML or JSON source: positions, variables and includes. All problems
 * of the source are reported together. An empty source is an empty object.
 */
export function readSource(source: SourceText, options: ReadOptions): SourceReading {
  const problems: ConfigProblem[] = [];
  const place = { source: source.context, ...(source.file === undefined ? {} : { file: source.file }) };
  const report = (problem: ConfigProblem): void => void problems.push(problem);
  const parsed = parseYaml(source.text, place, report);
  if (!parsed) return { problems };
  const context: TransformContext = {
    ...options,
    transform: transformYaml,
    report,
    document: parsed,
    chain: [source.file ?? source.context],
    budget: { nodes: 100_000 },
  };
  const root: ConfigNode = parsed.root
    ? transformYaml(parsed.root, [], context)
    : { place, value: new Map() };
  if (root.value === null) root.value = new Map();
  if (!(root.value instanceof Map)) {
    problems.push({
      severity: 'error',
      key: '',
      place: { ...root.place, line: root.place.line ?? 1, column: root.place.column ?? 1 },
      message:
        'The configuration must be an object at its root. Write keys such as "backend:" at the start of a line.',
    });
  }
  return root.value instanceof Map ? { source: { context: source.context, root }, problems } : { problems };
}
