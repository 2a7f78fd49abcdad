import { InputError } from '@portico/errors';
import { advise } from './advise.ts';
import { builtinKindChecks, commonChecks } from './builtin-checks.ts';
import { checkFormats } from './check-formats.ts';
import { checkStructure } from './check-structure.ts';
import { compileKinds, type CompiledKind, type CompiledSpecType } from './compile-kinds.ts';
import type { Entity } from './entity.ts';
import { createProblem, joinLayers, type EntityProblem } from './entity-problem.ts';
import { builtinFieldFormats, type FieldFormats } from './field-formats.ts';
import type { SchemaCheck, SchemaCompiler } from './json-schema.ts';
import type { KindDefinition } from './kind-definition.ts';
import {
  builtinModelBase,
  type DeclaredMetadata,
  declaredMetadataSchema,
  type ModelBase,
} from './model-base.ts';
import { joinByOr, problemText } from './problem-texts.ts';
import type { ModelExtension } from './model-extension.ts';
import { normalizeEntity } from './normalize-entity.ts';
import { checkReferences, relationEdges, type RelationEdge } from './references.ts';
import type { RelationPair } from './relations.ts';
import { checkSchema, ignorePlaceholders } from './schema-problems.ts';
import { checkSearchKeys } from './search-rows.ts';
import { suggest } from './suggest.ts';

/** What {@link createCatalogModel} can be told. */
export interface CatalogModelOptions {
  /** What it begins with: the built-in kinds and relations, unless given. */
  base?: ModelBase;
  /** What the organisation adds, from {@link parseModelExtension}. */
  extensions?: readonly ModelExtension[];
  /** Compiles the schemas of the extensions. Without any, it is not needed. */
  compileSchema?: SchemaCompiler;
  /** Replaces single format checks. */
  fieldFormats?: Partial<FieldFormats>;
}

/** What {@link CatalogModel.validate} can be told. */
export interface ValidateOptions {
  /** Whether the entity still has placeholders such as `$text`, which then count as right. Defaults to false. */
  placeholders?: boolean;
  /** Whether to warn about likely mistakes as well. Defaults to true. */
  advice?: boolean;
}

/** The answer of {@link CatalogModel.validate}. */
export type ValidationResult =
  | { valid: true; entity: Entity; problems: EntityProblem[] }
  | { valid: false; problems: EntityProblem[] };

/** The answer of {@link CatalogModel.checkKind}. */
export interface KindCheck {
  /** Whether there is a kind for this `kind` and `apiVersion`. */
  recognized: boolean;
  problems: EntityProblem[];
}

/** The kinds that a catalog knows, and all checks that follow from them. It keeps no state: one serves everyone. */
export interface CatalogModel {
  /**
   * Runs all checks and tells every fault. Only what has no valid envelope is
   * not looked into any further. The entity that it returns is normalized.
   */
  validate(input: unknown, options?: ValidateOptions): ValidationResult;
  /** First layer: enough to call it by its ref, and JSON that is safe to handle. */
  checkEnvelope(input: unknown): EntityProblem[];
  /** Second layer: the schema that all kinds share, no fields that only the catalog sets, and the formats. */
  checkPolicies(entity: Entity): EntityProblem[];
  /** Third layer: the schema of the kind. */
  checkKind(entity: Entity): KindCheck;
  /** Fourth layer: the fields that name other entities. */
  checkReferences(entity: Entity): EntityProblem[];
  /** A copy with its namespace filled in and its lists of refs sorted; the same entity if nothing is to be done. */
  normalize(entity: Entity): Entity;
  /**
   * The edges that the entity stands for, in both directions; empty for a kind that is not known.
   *
   * @throws InputError when a field holds what is no entity ref.
   */
  relationsOf(entity: Entity): RelationEdge[];
  /** The kinds, in the order in which they were declared. */
  kinds(): readonly KindDefinition[];
  /** The definition of a kind, under the given `apiVersion` if one is given. */
  findKind(kind: string, apiVersion?: string): KindDefinition | undefined;
  relationPairs(): readonly RelationPair[];
  /** The annotations, labels and tags that are declared, besides those that the portal knows. */
  declaredMetadata(): DeclaredMetadata;
}

/**
 * Makes the model of a catalog: the built-in kinds, and what extensions add.
 * Use {@link loadCatalogModel} when there are extensions.
 *
 * @throws InputError when the extensions contradict the model or each other.
 */
export function createCatalogModel(options: CatalogModelOptions = {}): CatalogModel {
  const builtinChecks = builtinKindChecks();
  const { base = builtinModelBase } = options;
  const { kinds, pairs } = compileKinds({
    kinds: base.kinds,
    pairs: base.relations,
    common: declaredMetadataSchema(base.metadata),
    extensions: options.extensions ?? [],
    compile: schema => builtinChecks.get(schema) ?? compileWith(options.compileSchema)(schema),
  });
  const find = createKindFinder(kinds);
  const layers = createLayers(find, kinds, { ...builtinFieldFormats, ...options.fieldFormats });
  const definitions = kinds.map(kind => kind.definition);
  const declaredAnnotations = base.metadata.annotations.map(({ name }) => name);
  return {
    ...layers,
    validate: (input, validateOptions = {}) =>
      validate(layers, find, input, { ...validateOptions, annotations: declaredAnnotations }),
    normalize: entity => normalizeEntity(entity, find(entity)?.specType.fields ?? []),
    relationsOf: entity => relationEdges(entity, find(entity)?.specType.fields ?? []),
    kinds: () => definitions,
    findKind: (kind, apiVersion) =>
      definitions.find(
        other => other.kind === kind && (apiVersion === undefined || other.apiVersions.includes(apiVersion)),
      ),
    relationPairs: () => pairs,
    declaredMetadata: () => base.metadata,
  };
}

function compileWith(compile: SchemaCompiler | undefined): SchemaCompiler {
  if (compile) return compile;
  throw new InputError('a schema of its own needs a compiler. Use loadCatalogModel, or give compileSchema');
}

interface FoundKind {
  kind: CompiledKind;
  specType: CompiledSpecType;
}

type KindFinder = (entity: Pick<Entity, 'apiVersion' | 'kind' | 'spec'>) => FoundKind | undefined;

function createKindFinder(kinds: readonly CompiledKind[]): KindFinder {
  const byName = Map.groupBy(kinds, ({ definition }) => definition.kind);
  return ({ kind: name, apiVersion, spec }) => {
    const kind = byName.get(name)?.find(({ definition }) => definition.apiVersions.includes(apiVersion));
    if (!kind) return undefined;
    const type = spec?.['type'];
    return { kind, specType: (typeof type === 'string' && kind.specTypes.get(type)) || kind.general };
  };
}

type Layers = Pick<CatalogModel, 'checkEnvelope' | 'checkPolicies' | 'checkKind' | 'checkReferences'>;

function createLayers(find: KindFinder, kinds: readonly CompiledKind[], formats: FieldFormats): Layers {
  return {
    checkEnvelope(input) {
      const problems = checkStructure(input);
      return problems.length > 0 ? problems : checkSchema('envelope', commonChecks.envelope, input);
    },
    checkPolicies(entity) {
      const problems = checkSchema('schema', commonChecks.entity, entity);
      return joinLayers([problems, [...checkRootFields(entity), ...checkFormats(entity, formats)]]);
    },
    checkKind(entity) {
      const found = find(entity);
      if (!found) return { recognized: false, problems: [unknownKind(entity, kinds)] };
      const runAll = (check: SchemaCheck): EntityProblem[] => checkSchema('kind', check, entity);
      return { recognized: true, problems: found.specType.checks.flatMap(runAll) };
    },
    checkReferences: entity => checkReferences(entity, find(entity)?.specType.fields ?? []),
  };
}

function validate(
  layers: Layers,
  find: KindFinder,
  input: unknown,
  options: ValidateOptions & { annotations: readonly string[] },
): ValidationResult {
  const found = layers.checkEnvelope(input);
  if (found.length > 0) return { valid: false, problems: found };
  // The envelope is there. The checks that follow take nothing else for granted.
  const entity = input as Entity;
  const all = joinLayers([
    layers.checkPolicies(entity),
    layers.checkKind(entity).problems,
    layers.checkReferences(entity),
    checkSearchKeys(entity),
  ]);
  const problems = options.placeholders ? ignorePlaceholders(all, input) : all;
  if (problems.length > 0) return { valid: false, problems };
  const kind = find(entity);
  const advice = kind && options.advice !== false ? advise(entity, kind, options.annotations) : [];
  return { valid: true, entity: normalizeEntity(entity, kind?.specType.fields ?? []), problems: advice };
}

function checkRootFields(entity: Entity): EntityProblem[] {
  return ['relations', 'status'].flatMap(field => {
    if (!Object.hasOwn(entity, field)) return [];
    const hint = problemText('hint.filledIn');
    return [createProblem('root', [field], problemText('unknownField', { field }), { hint, inKey: true })];
  });
}

function unknownKind(entity: Entity, kinds: readonly CompiledKind[]): EntityProblem {
  const definitions = kinds.map(({ definition }) => definition);
  const known = definitions.filter(({ kind }) => kind === entity.kind);
  const versions = known.flatMap(definition => definition.apiVersions);
  if (versions.length > 0) {
    const { kind, apiVersion } = entity;
    const choices = versions.map(version => problemText('expected.const', { value: `'${version}'` }));
    return createProblem('kind', ['apiVersion'], problemText('unknownVersion', { kind, apiVersion }), {
      hint: problemText('hint.write', { value: joinByOr(choices) }),
    });
  }
  const near = suggest(
    entity.kind,
    definitions.map(({ kind }) => kind),
  );
  const names = [...new Set(definitions.map(({ kind }) => kind))].join(', ');
  return createProblem('kind', ['kind'], problemText('unknownKind', { kind: entity.kind }), {
    hint: near ? problemText('hint.didYouMean', { name: near }) : problemText('hint.thereAre', { names }),
  });
}
