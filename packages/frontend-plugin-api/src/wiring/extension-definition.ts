import type { ExtensionDefinitionAttachTo } from './attach-to.ts';
import type { ParamsInput, PartialParamsInput } from './blueprint-params.ts';
import type { ExtensionDataContainer, ExtensionDataOf } from './extension-data.ts';
import type { ExtensionInput } from './extension-input.ts';
import type {
  ExtendedTypes,
  ExtensionParts,
  ExtensionTypes,
  FactoryContext,
  InputOverrides,
} from './extension-types.ts';
import type { FilterPredicate } from './filter-predicate.ts';

/** An extension that is not yet part of a plugin: what plugins and modules list. */
export interface AnyExtensionDefinition {
  readonly $$type: '@backstage/ExtensionDefinition';
}

/** An extension that can be attached to and overridden. */
export interface ExtensionDefinition<
  Types extends ExtensionTypes = ExtensionTypes,
> extends AnyExtensionDefinition {
  /** Carries what the extension takes and gives; there is no value. */
  readonly T: Types;
  /** Attach points: `attachTo: definition.inputs.cards`. */
  readonly inputs: { [Name in keyof Types['inputs']]: ExtensionInput };
  /**
   * The same extension, changed. Inputs and config are added to; an `output`
   * replaces the old one and needs a `factory`; `params` or `factory`, not both.
   *
   * @throws Error for combinations that make no sense.
   */
  override<Parts extends ExtensionParts = object>(
    options: ExtensionOverride<Types, Parts>,
  ): ExtensionDefinition<ExtendedTypes<Types, Parts>>;
}

/** What of an extension is changed. */
export type ExtensionOverride<Types extends ExtensionTypes, Parts extends ExtensionParts> = {
  [Part in keyof Parts]: Parts[Part];
} & {
  attachTo?: ExtensionDefinitionAttachTo;
  disabled?: boolean;
  /** `undefined` takes the condition away. */
  if?: FilterPredicate | undefined;
  /** Replaces params of a blueprint; those that are left out stay. */
  params?: PartialParamsInput<Types['params']>;
  /** Makes the data, with the help of what was there before. */
  factory?(
    originalFactory: OriginalFactory<Types>,
    context: FactoryContext<ExtendedTypes<Types, Parts>>,
  ): Iterable<ExtensionDataOf<ExtendedTypes<Types, Parts>['output']>>;
};

/** Calls the factory that was there before, with other config, inputs or params if given. */
export type OriginalFactory<Types extends ExtensionTypes> = (changes?: {
  config?: Types['config'];
  inputs?: InputOverrides<Types['inputs']>;
  params?: PartialParamsInput<Types['params']>;
}) => ExtensionDataContainer<Types['output']>;

/** Calls the factory of a blueprint. */
export type BlueprintFactory<Types extends ExtensionTypes> = (
  params: ParamsInput<Types['params']>,
  changes?: { config?: Types['config']; inputs?: InputOverrides<Types['inputs']> },
) => ExtensionDataContainer<Types['output']>;
