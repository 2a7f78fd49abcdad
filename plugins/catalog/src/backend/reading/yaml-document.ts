import type { EntityProblem } from '@portico/catalog-model';
import type { JsonObject } from '@portico/config';

/** A document of a YAML file, as data. */
export interface YamlDocument {
  /** What it holds, unchecked; missing when it is no object. */
  entity?: JsonObject;
  /** What is wrong with it as YAML. */
  problems: EntityProblem[];
  /** The line that its content starts on, from 1. */
  line: number;
  /** Where its text starts in the file, and how long it is, in characters. */
  offset: number;
  length: number;
}
