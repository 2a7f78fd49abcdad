import { hash, randomBytes } from 'node:crypto';
import { type Condition, conditionId } from '../query/condition.ts';

/**
 * Makes ETags for answers that depend on the URL, on what the caller may see,
 * and on all changes up to one. Other processes make other tags, since a change
 * of theirs may have the same number in another database.
 */
export function createAnswerTags(): (seq: number, visible: Condition) => string {
  const start = randomBytes(6).toString('base64url');
  const scopes = new WeakMap<Condition, string>();
  const scopeOf = (visible: Condition): string => {
    const known = scopes.get(visible);
    if (known !== undefined) return known;
    const scope = visible.op === 'every' ? '' : hash('sha1', conditionId(visible), 'base64url');
    scopes.set(visible, scope);
    return scope;
  };
  return (seq, visible) => `W/"${start}.${seq}.${scopeOf(visible)}"`;
}
