/** Who wants an entity: a provider, or the entity that emits it. */
export type Owner =
  | { type: 'provider'; id: number; sourceKey: string }
  | { type: 'parent'; id: number; ref: string };

/** How an owner is called in refusals: `provider:<name>` or the ref of the parent. */
export function claimantOf(owner: Owner): string {
  return owner.type === 'provider' ? `provider:${owner.sourceKey}` : owner.ref;
}
