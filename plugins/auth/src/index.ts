export type {
  ClientAuthResponse,
  IdentityResponse,
  ProfileInfo,
  SignInResult,
  UserIdentity,
} from './sign-in-response.ts';
export type { SignInFailure, SignInQuery, SignInStep } from './sign-in-failure.ts';
