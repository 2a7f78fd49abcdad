import type { ProfileInfo, UserIdentity } from './auth.ts';
import { createApiRef } from './api-ref.ts';

/** Who is signed in. */
export interface IdentityApi {
  getProfileInfo(): Promise<ProfileInfo>;
  getBackstageIdentity(): Promise<UserIdentity>;
  /** The token for requests to the backend; none for guests. */
  getCredentials(): Promise<{ token?: string }>;
  signOut(): Promise<void>;
}

/** {@link IdentityApi}. */
export const identityApiRef = createApiRef<IdentityApi>().with({ id: 'core.identity', pluginId: 'app' });
