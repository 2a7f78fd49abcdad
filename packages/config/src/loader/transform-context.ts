import type { Node } from 'yaml';
import type { ConfigNode, ConfigPath } from './config-node.ts';
import type { YamlDocument } from './parse-yaml.ts';
import type { ConfigPlace, ConfigProblem } from './problem.ts';
import type { LookUpVariable } from './substitute-variables.ts';

/** What reading needs from outside. */
export interface ReadOptions {
  lookUp: LookUpVariable;
  /** Reads an included file, and throws when that fails; whoever watches learns the path from it. */
  readFile: (path: string) => string;
  /** Let text stand in for variables that are not set, to check what can be checked without them. */
  lax?: boolean;
}

/** What the transformation of a document carries along. */
export interface TransformContext extends ReadOptions {
  transform: (node: Node | null, path: ConfigPath, context: TransformContext) => ConfigNode;
  report: (problem: ConfigProblem) => void;
  document: YamlDocument;
  /** The files and includes that led here, as `file#key`, outermost first. */
  chain: readonly string[];
  /** How the text of this document came here, when it was included. */
  via?: string;
  /** How many more nodes may be made: aliases and includes can multiply. */
  budget: { nodes: number };
}

/** The node of a value that needs variables which are not set. */
export function missingVariables(
  place: ConfigPlace,
  missing: string[],
  context: TransformContext,
): ConfigNode {
  return { place, missing, ...(context.lax ? { value: 'x', standsIn: true } : { value: undefined }) };
}
