import { describeAttachTo, type ExtensionDefinitionAttachTo } from './attach-to.ts';
import { createConfigSchema } from './config-schema.ts';
import type { ExtensionDataOf, ExtensionDataRef } from './extension-data.ts';
import type { ExtensionDefinition } from './extension-definition.ts';
import { bindInputs } from './extension-input.ts';
import type { ExtensionParts, ExtensionTypes, FactoryContext, OutputOf, TypesOf } from './extension-types.ts';
import type { FilterPredicate } from './filter-predicate.ts';
import type { InstallableDefinition } from './installable-extension.ts';
import type { LooseExtensionOptions } from './loose-extension-options.ts';
import { applyOverride, type LooseOverride } from './override-extension.ts';

/** What an extension is made of. Types are inferred from `inputs`, `output` and `configSchema`. */
export type CreateExtensionOptions<Parts extends ExtensionParts> = { [Part in keyof Parts]: Parts[Part] } & {
  /** The kind of extension, the first part of its id: `[<kind>:]<plugin id>[/<name>]`. */
  kind?: string;
  name?: string;
  attachTo: ExtensionDefinitionAttachTo;
  /** Default `false`: the extension is there when its plugin is. */
  disabled?: boolean;
  /** The extension is there only when active feature flags and allowed permissions fulfil this. */
  if?: FilterPredicate;
  output: ExtensionDataRef[];
  /** Makes the data; an array or a generator. Optional data may be left out. */
  factory(context: FactoryContext<TypesOf<Parts>>): Iterable<ExtensionDataOf<OutputOf<Parts>>>;
};

/**
 * Defines an extension. It becomes part of an app with the plugin or module
 * that lists it, and can be changed with `override`.
 */
export function createExtension<Parts extends ExtensionParts>(
  options: CreateExtensionOptions<Parts>,
): ExtensionDefinition<TypesOf<Parts>> {
  // The types are what the implementation guarantees, not what it needs.
  return defineExtension(options as unknown as LooseExtensionOptions);
}

/** Builds a definition from options whose types were checked before. */
export function defineExtension<Types extends ExtensionTypes>(
  options: LooseExtensionOptions,
): ExtensionDefinition<Types> {
  const { kind, name, attachTo } = options;
  const definition: InstallableDefinition & { T: undefined; override: unknown; toString(): string } = {
    $$type: '@backstage/ExtensionDefinition',
    version: 'v2',
    T: undefined,
    kind,
    name,
    attachTo,
    disabled: options.disabled ?? false,
    if: options.if,
    inputs: bindInputs(options.inputs, { kind, name }),
    output: options.output,
    configSchema: options.configSchema && createConfigSchema(options.configSchema),
    factory: context => options.factory(context),
    override: (override: LooseOverride) => defineExtension(applyOverride(options, override)),
    toString: () => `ExtensionDefinition{kind=${kind},name=${name},attachTo=${describeAttachTo(attachTo)}}`,
  };
  // T exists in the type only; override is typed by what the definition declares.
  return definition as unknown as ExtensionDefinition<Types>;
}
