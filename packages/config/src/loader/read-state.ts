import type { AppConfig } from '../app-config.ts';
import { createConfigReader } from '../config-reader.ts';
import type { Config } from '../config.ts';
import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../config-layers.ts';
import type { CollectedSchemas } from '../schema/collect-schemas.ts';
import { surveyConfig, type SurveyedValue } from '../schema/survey.ts';
import { nodeToJson, type ConfigSource } from './config-node.ts';
import type { ConfigTarget } from './config-targets.ts';
import { findProblems } from './find-problems.ts';
import { ConfigError, compareProblems, type ConfigProblem } from './problem.ts';
import { readTargets } from './read-targets.ts';

/** A configuration as it was read at one moment. */
export interface ConfigState {
  /** Weakest first. */
  sources: readonly ConfigSource[];
  appConfigs: AppConfig[];
  reader: Config;
  surveyed: SurveyedValue;
  warnings: readonly ConfigProblem[];
}

/** What a reading gave: a state, or the error that refuses it. */
export interface StateReading {
  state?: ConfigState;
  error?: ConfigError;
  /** Every file that was read or looked for. */
  files: string[];
}

/** Reads all sources and checks them against the schemas. */
export function readState(options: {
  root: string;
  targets: readonly ConfigTarget[];
  env: NodeJS.ProcessEnv;
  /** The texts of the URLs among the targets. */
  remote: ReadonlyMap<string, string>;
  schema: CollectedSchemas;
  strict: boolean;
  lax: boolean;
  acceptInvalid: boolean;
}): StateReading {
  const { root, targets, schema } = options;
  const { sources, problems, isIncomplete, files } = readTargets(targets, options);
  const appConfigs = sources.map(({ context, root: node }) => ({
    context,
    data: toObject(nodeToJson(node)),
  }));
  const reader = createConfigReader(appConfigs);
  const data = toObject(reader.getOptional());
  const surveyed = surveyConfig(data, schema.schemas);
  const isPartial = problems.some(isError);
  // What is wrong may be overridden by the source that is missing.
  if (!isIncomplete)
    problems.push(
      ...findProblems({ ...options, data, sources, schemas: schema.schemas, surveyed, isPartial }),
    );
  problems.sort(compareProblems);
  if (problems.some(isError) && (isIncomplete || !options.acceptInvalid)) {
    const warnings = problems.filter(problem => !isError(problem));
    return { error: new ConfigError(problems.filter(isError), { root, warnings }), files };
  }
  const faults = schema.faults.map((message): ConfigProblem => ({ severity: 'warning', key: '', message }));
  return { state: { sources, appConfigs, reader, surveyed, warnings: [...problems, ...faults] }, files };
}

function isError({ severity }: ConfigProblem): boolean {
  return severity === 'error';
}

function toObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
