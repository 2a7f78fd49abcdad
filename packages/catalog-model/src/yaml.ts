export type { FileLookup } from './yaml/check-files.ts';
export {
  parseEntityYaml,
  type EntityDocument,
  type ParseEntityYamlOptions,
} from './yaml/parse-entity-yaml.ts';
export { readModelExtensions } from './yaml/read-model-extensions.ts';
export {
  validateEntityYaml,
  type ValidateEntityYamlOptions,
  type ValidatedDocument,
} from './yaml/validate-entity-yaml.ts';
export type { Position } from './yaml/yaml-source.ts';
