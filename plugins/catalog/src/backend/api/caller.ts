import type { Credentials, PrincipalTypes } from '@portico/backend-plugin-api';

/** How the history names who asks: the ref of a user, or the subject of a service. */
export function actorOf({ principal }: Credentials): string | undefined {
  const known = principal as PrincipalTypes['user'] | PrincipalTypes['service'] | PrincipalTypes['none'];
  if (known.type === 'user') return known.userEntityRef;
  return known.type === 'service' ? known.subject : undefined;
}
