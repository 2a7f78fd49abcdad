import type { AppNode } from '../apis/app-tree.ts';
import type { ApiHolder } from '../apis/api-ref.ts';
import type { ConfigField, ConfigFields } from './config-schema.ts';
import type {
  ConfigurableExtensionDataRef,
  ExtensionDataContainer,
  ExtensionDataOf,
  ExtensionDataRef,
} from './extension-data.ts';
import type { ExtensionInput, ExtensionInputs } from './extension-input.ts';

/** What an extension takes, gives, and can be told; the one type parameter of definitions. */
export interface ExtensionTypes {
  inputs: object;
  output: ExtensionDataRef;
  config: object;
  configInput: object;
  params: object;
}

/** The parts of an options object that types are inferred from. */
export interface ExtensionParts {
  inputs?: ExtensionInputs;
  output?: ExtensionDataRef[];
  configSchema?: ConfigFields;
  dataRefs?: Record<string, ExtensionDataRef>;
}

/** The inputs that an options object declares. */
export type InputsOf<Parts> = Parts extends { inputs: infer Inputs extends object } ? Inputs : object;

/** The data refs that an options object declares as output. */
export type OutputOf<Parts> = Parts extends { output: (infer Ref extends ExtensionDataRef)[] }
  ? ToPlainRef<Ref>
  : never;

/** The config that a factory gets from the schemas of an options object. */
export type ConfigOf<Parts> = Parts extends { configSchema: infer Fields extends ConfigFields }
  ? { [Key in keyof Fields]: Fields[Key] extends ConfigField<infer Output> ? Output : never }
  : object;

/** The config that may be written for the schemas of an options object. */
export type ConfigInputOf<Parts> = Parts extends { configSchema: infer Fields extends ConfigFields }
  ? { [Key in keyof Fields]?: Fields[Key] extends ConfigField<unknown, infer Input> ? Input : never }
  : object;

/** Everything that an options object declares. */
export interface TypesOf<Parts> extends ExtensionTypes {
  inputs: InputsOf<Parts>;
  output: OutputOf<Parts>;
  config: ConfigOf<Parts>;
  configInput: ConfigInputOf<Parts>;
}

/** The types of an extension whose inputs, config or output were added to. */
export interface ExtendedTypes<Types extends ExtensionTypes, Parts> extends ExtensionTypes {
  inputs: Types['inputs'] & InputsOf<Parts>;
  output: [OutputOf<Parts>] extends [never] ? Types['output'] : OutputOf<Parts>;
  config: Types['config'] & ConfigOf<Parts>;
  configInput: Types['configInput'] & ConfigInputOf<Parts>;
  params: Types['params'];
}

/** What a factory finds in one input: a list, one container, or perhaps none. */
export type ResolvedInput<Input> =
  Input extends ExtensionInput<infer Ref, infer Singleton, infer Optional>
    ? Singleton extends true
      ? (ExtensionDataContainer<Ref> & { node: AppNode }) | (Optional extends true ? undefined : never)
      : (ExtensionDataContainer<Ref> & { node: AppNode })[]
    : never;

/** What a factory finds in all its inputs. */
export type ResolvedInputs<Inputs> = { [Name in keyof Inputs]: ResolvedInput<Inputs[Name]> };

/** What takes the place of inputs when an original factory is called: all data, in the same number. */
export type InputOverrides<Inputs> = {
  [Name in keyof Inputs]?: Inputs[Name] extends ExtensionInput<infer Ref, infer Singleton>
    ? Singleton extends true
      ? Iterable<ExtensionDataOf<Ref>>
      : Iterable<ExtensionDataOf<Ref>>[]
    : never;
};

/** What a factory is given. */
export interface FactoryContext<Types extends ExtensionTypes> {
  node: AppNode;
  apis: ApiHolder;
  config: Types['config'];
  inputs: ResolvedInputs<Types['inputs']>;
}

/** Refs are told apart by data and id only, so that `optional()` ones keep their meaning. */
type ToPlainRef<Ref> =
  Ref extends ConfigurableExtensionDataRef<infer Data, infer Id, infer Optional>
    ? ExtensionDataRef<Data, Id, Optional>
    : Ref;
