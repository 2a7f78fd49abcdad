import type { ExtensionDefinitionAttachTo } from './attach-to.ts';
import type { ConfigFields } from './config-schema.ts';
import type { ExtensionDataRef, ExtensionDataValue } from './extension-data.ts';
import type { ExtensionInputs } from './extension-input.ts';
import type { FilterPredicate } from './filter-predicate.ts';
import type { ExtensionFactoryContext } from './installable-extension.ts';

/** The options of an extension without their types, as the wiring handles them. */
export interface LooseExtensionOptions {
  kind?: string | undefined;
  name?: string | undefined;
  attachTo: ExtensionDefinitionAttachTo;
  disabled?: boolean | undefined;
  if?: FilterPredicate | undefined;
  inputs?: ExtensionInputs | undefined;
  output: ExtensionDataRef[];
  configSchema?: ConfigFields | undefined;
  factory(context: ExtensionFactoryContext & { params?: unknown }): Iterable<ExtensionDataValue>;
}
