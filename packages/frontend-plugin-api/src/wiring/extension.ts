import type { ExtensionAttachTo } from './attach-to.ts';

/** An extension with its final id, as a plugin or module carries it. */
export interface Extension {
  readonly $$type: '@backstage/Extension';
  readonly id: string;
  readonly attachTo: ExtensionAttachTo;
  readonly disabled: boolean;
}
