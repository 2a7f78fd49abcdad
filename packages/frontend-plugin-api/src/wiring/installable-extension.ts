import type { AppNode } from '../apis/app-tree.ts';
import type { ApiHolder } from '../apis/api-ref.ts';
import type { ExtensionAttachTo, ExtensionDefinitionAttachTo } from './attach-to.ts';
import type { PortableSchema } from './config-schema.ts';
import type { ExtensionDataRef, ExtensionDataValue } from './extension-data.ts';
import type { ExtensionInputs } from './extension-input.ts';
import type { FilterPredicate } from './filter-predicate.ts';

/** What a factory is given, as the app calls it. */
export interface ExtensionFactoryContext {
  node: AppNode;
  apis: ApiHolder;
  config: Record<string, unknown>;
  inputs: Record<string, unknown>;
}

/** The parts that a definition and an installed extension have in common. */
export interface ExtensionBody {
  readonly disabled: boolean;
  readonly if?: FilterPredicate | undefined;
  readonly inputs: ExtensionInputs;
  readonly output: ExtensionDataRef[];
  readonly configSchema?: PortableSchema<Record<string, unknown>, unknown> | undefined;
  factory(context: ExtensionFactoryContext): Iterable<ExtensionDataValue>;
}

/** The structure behind an extension that the app reads. */
export interface InstallableExtension extends ExtensionBody {
  readonly $$type: '@backstage/Extension';
  readonly version: string;
  readonly id: string;
  /** A list is an older form that attaches a copy to each point. */
  readonly attachTo: ExtensionAttachTo | ExtensionAttachTo[];
  toString(): string;
}

/** The structure behind a definition that the wiring reads. */
export interface InstallableDefinition extends ExtensionBody {
  readonly $$type: '@backstage/ExtensionDefinition';
  readonly version: string;
  readonly kind?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly attachTo: ExtensionDefinitionAttachTo | ExtensionDefinitionAttachTo[];
}
