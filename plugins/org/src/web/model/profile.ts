import type { Entity } from '@portico/catalog-model';

/** How a person or group presents itself. */
export interface Profile {
  email?: string;
  picture?: string;
}

/** The profile of a user or group; what is not a text is left out. */
export function profileOf(entity: Entity): Profile {
  const profile = entity.spec?.['profile'];
  if (typeof profile !== 'object' || profile === null) return {};
  const { email, picture } = profile as Record<string, unknown>;
  return {
    ...(typeof email === 'string' && email !== '' && { email }),
    ...(typeof picture === 'string' && picture !== '' && { picture }),
  };
}
