import { dirname, join } from 'node:path';
import type { ScmIntegrations } from '@portico/integration';
import type { LocationSpec } from '../node/processing.ts';

/** Makes the target of a Location entity absolute, if it is of the same type as where it was read from. */
export function createTargetResolver(
  integrations: ScmIntegrations,
): (base: LocationSpec, type: string, target: string) => string {
  return (base, type, target) => {
    if (base.type !== type) return target;
    if (type === 'file') return target.startsWith('.') ? join(dirname(base.target), target) : target;
    if (type !== 'url') return target;
    try {
      return integrations.resolveUrl({ url: target, base: base.target });
    } catch {
      return target;
    }
  };
}
