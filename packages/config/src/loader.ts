export { findConfigRoot } from './loader/config-targets.ts';
export type { ConfigExplanation } from './loader/explain-key.ts';
export { findUnknownNames, type WebAppNames } from './loader/find-unknown-names.ts';
export { createLiveConfig } from './loader/live-config.ts';
export { loadConfig, type LoadConfigOptions, type LoadedConfig } from './loader/load-config.ts';
export { nearestWords } from './loader/nearest-word.ts';
export {
  ConfigError,
  formatPlace,
  formatProblem,
  type ConfigPlace,
  type ConfigProblem,
} from './loader/problem.ts';
export { collectConfigSchemas, type CollectedSchemas } from './schema/collect-schemas.ts';
export {
  parseSerializedConfigSchema,
  serializeConfigSchema,
  type SerializedConfigSchema,
} from './schema/config-schema.ts';
export { listConfigKeys, type DeclaredKey } from './schema/list-config-keys.ts';
export { mergeConfigSchemas } from './schema/merge-config-schemas.ts';
export { redactedText } from './schema/secrets.ts';
export type {
  ConfigJsonSchema,
  ConfigJsonSchemaObject,
  ConfigVisibility,
  PackageConfigSchema,
} from './schema/schema-types.ts';
