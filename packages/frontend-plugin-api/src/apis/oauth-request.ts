import type { Observable } from '../observable.ts';
import type { IconComponent } from './icons.ts';
import type { IconElement } from '../wiring/feature.ts';
import { createApiRef } from './api-ref.ts';

/** A sign-in provider as it is shown to the user. */
export interface AuthProviderInfo {
  /** The id that the provider has in the backend. */
  id: string;
  title: string;
  icon: IconComponent | IconElement;
  message?: string;
}

/** Who asks for a session, and how it is got once the user agrees. */
export interface OAuthRequesterOptions<Session> {
  provider: AuthProviderInfo;
  /** Opens the sign-in window for all the scopes asked for. */
  onAuthRequest(scopes: Set<string>): Promise<Session>;
}

/** A request that waits for the user. */
export interface PendingOAuthRequest {
  provider: AuthProviderInfo;
  reject(): void;
  trigger(): Promise<void>;
}

/** Collects requests for sign-in, so that the user is asked once, in one place. */
export interface OAuthRequestApi {
  createAuthRequester<Session>(
    options: OAuthRequesterOptions<Session>,
  ): (scopes: Set<string>) => Promise<Session>;
  authRequest$(): Observable<PendingOAuthRequest[]>;
}

/** {@link OAuthRequestApi}. */
export const oauthRequestApiRef = createApiRef<OAuthRequestApi>().with({
  id: 'core.oauthrequest',
  pluginId: 'app',
});
