import type { ExtensionDefinitionAttachTo } from './attach-to.ts';
import { resolveParams, type DefineParams, type ParamsInput } from './blueprint-params.ts';
import { defineExtension } from './create-extension.ts';
import type { ExtensionFactoryContext } from './installable-extension.ts';
import type { LooseExtensionOptions } from './loose-extension-options.ts';
import { createDataContainer } from './data-container.ts';
import type {
  ExtensionDataContainer,
  ExtensionDataOf,
  ExtensionDataRef,
  ExtensionDataValue,
} from './extension-data.ts';
import type { BlueprintFactory, ExtensionDefinition } from './extension-definition.ts';
import type {
  ExtendedTypes,
  ExtensionParts,
  ExtensionTypes,
  FactoryContext,
  OutputOf,
  TypesOf,
} from './extension-types.ts';
import type { FilterPredicate } from './filter-predicate.ts';
import { applyInputOverrides } from './input-overrides.ts';

/** The types of a blueprint: those of its extensions, and the refs it publishes. */
export interface BlueprintTypes extends ExtensionTypes {
  dataRefs: object;
}

/** The types of a blueprint with `Params` and the parts that its options declare. */
export interface BlueprintTypesOf<Params extends object, Parts> extends TypesOf<Parts> {
  params: Params;
  dataRefs: Parts extends { dataRefs: infer Refs extends object } ? Refs : object;
}

/** What a blueprint is made of. The params are what its factory takes. */
export type CreateExtensionBlueprintOptions<Params extends object, Parts extends ExtensionParts> = {
  [Part in keyof Parts]: Parts[Part];
} & {
  kind: string;
  attachTo: ExtensionDefinitionAttachTo;
  disabled?: boolean;
  if?: FilterPredicate;
  output: ExtensionDataRef[];
  factory(
    params: Params,
    context: FactoryContext<TypesOf<Parts>>,
  ): Iterable<ExtensionDataOf<OutputOf<Parts>>>;
};

/** What every extension of a blueprint can be given beside its params. */
export interface BlueprintMakeOptions {
  /** The last part of the id; without a name, the plugin has one extension of the kind. */
  name?: string;
  attachTo?: ExtensionDefinitionAttachTo;
  disabled?: boolean;
  if?: FilterPredicate;
}

/** Makes extensions of one kind from params. */
export interface ExtensionBlueprint<Types extends BlueprintTypes = BlueprintTypes> {
  /** Refs of the data that the blueprint's extensions provide. */
  readonly dataRefs: Types['dataRefs'];
  /** An extension of this kind. */
  make(options: BlueprintMakeOptions & { params: ParamsInput<Types['params']> }): ExtensionDefinition<Types>;
  /** An extension of this kind with inputs, config, output or a factory of its own. */
  makeWithOverrides<Parts extends ExtensionParts>(
    options: BlueprintOverride<Types, Parts>,
  ): ExtensionDefinition<ExtendedTypes<Types, Parts>>;
}

/** What an extension has of its own beside its blueprint. */
export type BlueprintOverride<Types extends ExtensionTypes, Parts extends ExtensionParts> = {
  [Part in keyof Parts]: Parts[Part];
} & BlueprintMakeOptions & {
    factory(
      originalFactory: BlueprintFactory<Types>,
      context: FactoryContext<ExtendedTypes<Types, Parts>>,
    ): Iterable<ExtensionDataOf<ExtendedTypes<Types, Parts>['output']>>;
  };

type DefinedBy<Define> = Define extends DefineParams<infer Params> ? Params : never;

type LooseBlueprint = Omit<LooseExtensionOptions, 'factory' | 'kind' | 'name'> & {
  kind: string;
  defineParams?: DefineParams;
  dataRefs?: object;
  factory(params: object, context: ExtensionFactoryContext): Iterable<ExtensionDataValue>;
};

type LooseMake = Partial<Omit<LooseExtensionOptions, 'factory' | 'kind'>>;
type LooseMakeWithOverrides = LooseMake & {
  factory(
    originalFactory: (
      params: unknown,
      changes?: { config?: Record<string, unknown>; inputs?: Record<string, unknown> },
    ) => ExtensionDataContainer,
    context: ExtensionFactoryContext,
  ): Iterable<ExtensionDataValue>;
};

/**
 * Defines a kind of extension, which plugins then make with params alone.
 *
 * @param options.defineParams - Types params that depend on each other; they
 *   are then given as `params: define => define({ … })`.
 */
export function createExtensionBlueprint<Define extends object, Parts extends ExtensionParts>(
  // A definer is generic, which it stays only where no function type is expected.
  options: CreateExtensionBlueprintOptions<DefinedBy<Define>, Parts> & { defineParams: Define },
): ExtensionBlueprint<BlueprintTypesOf<Define, Parts>>;
export function createExtensionBlueprint<Params extends object, Parts extends ExtensionParts>(
  options: CreateExtensionBlueprintOptions<Params, Parts> & { defineParams?: undefined },
): ExtensionBlueprint<BlueprintTypesOf<Params, Parts>>;
export function createExtensionBlueprint(options: object): ExtensionBlueprint {
  // The types are what the implementation guarantees, not what it needs.
  const blueprint = options as unknown as LooseBlueprint;
  const made = {
    dataRefs: blueprint.dataRefs,
    make: (given: LooseMake & { params: unknown }) =>
      defineExtension({
        ...inherit(blueprint, given),
        factory: context =>
          blueprint.factory(resolveParams(given.params, context.params, blueprint), context),
      }),
    makeWithOverrides: (given: LooseMakeWithOverrides) =>
      defineExtension({
        ...inherit(blueprint, given),
        factory: ({ params, ...context }) =>
          given.factory(originalFactory(blueprint, context, params), context),
      }),
  };
  return made as unknown as ExtensionBlueprint;
}

function inherit(blueprint: LooseBlueprint, given: LooseMake): Omit<LooseExtensionOptions, 'factory'> {
  return {
    kind: blueprint.kind,
    name: given.name,
    attachTo: given.attachTo ?? blueprint.attachTo,
    disabled: given.disabled ?? blueprint.disabled,
    if: given.if ?? blueprint.if,
    inputs: { ...given.inputs, ...blueprint.inputs },
    output: given.output ?? blueprint.output,
    ...((blueprint.configSchema ?? given.configSchema) && {
      configSchema: { ...blueprint.configSchema, ...given.configSchema },
    }),
  };
}

function originalFactory(blueprint: LooseBlueprint, context: ExtensionFactoryContext, overrides: unknown) {
  return (
    params: unknown,
    changes: { config?: Record<string, unknown>; inputs?: Record<string, unknown> } = {},
  ): ExtensionDataContainer =>
    createDataContainer(
      blueprint.factory(resolveParams(params, overrides, blueprint), {
        ...context,
        config: changes.config ?? context.config,
        inputs: applyInputOverrides(blueprint.inputs, context.inputs, changes.inputs),
      }),
      { source: `the factory of the '${blueprint.kind}' blueprint`, declared: blueprint.output },
    );
}
