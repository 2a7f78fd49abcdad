import type { ProfileInfo, UserIdentity } from './auth.ts';
import { createApiRef } from './api-ref.ts';

/** Who is signed in. */
export interface IdentityApi {
  getProfileInfo(): Promise<ProfileInfo>;
  getBackstageIdentity(): Promise<UserIdentity>;
  /**
   * The token for requests to the backend; none for guests.
   *
   * @param options.refused - A token that the backend did not accept: another one is asked for, where there are others.
   */
  getCredentials(options?: { refused?: string | undefined }): Promise<{ token?: string }>;
  signOut(): Promise<void>;
}

/** {@link IdentityApi}. */
export const identityApiRef = createApiRef<IdentityApi>().with({ id: 'core.identity', pluginId: 'app' });
