import { InputError, NotAllowedError, isErrorLike } from '@portico/errors';
import { z } from 'zod';
import type { SignInResult } from '../sign-in-response.ts';
import type { AuthResolverCatalogUserQuery, AuthResolverContext } from './auth-provider.ts';
import { createSignInResolverFactory, type SignInInfo } from './sign-in-resolver.ts';

const optionsSchema = z
  .object({
    allowedDomains: z.array(z.string()).optional(),
    dangerouslyAllowSignInWithoutUserInCatalog: z.boolean().optional(),
  })
  .optional();
type Options = z.output<typeof optionsSchema>;

/** Resolvers that fit any provider that tells the e-mail address of a person. */
export const commonSignInResolvers = {
  /**
   * The user whose `spec.profile.email` is the address, or the address without
   * its `+suffix`.
   */
  emailMatchingUserEntityProfileEmail: createSignInResolverFactory({
    optionsSchema,
    create: options => async (info, context) => {
      const { email, local, domain } = readEmail(info, options);
      const signIn = (address: string): Promise<SignInResult> =>
        context.signInWithCatalogUser(byEmail(address), fallbackTo(address, options));
      try {
        return await context.signInWithCatalogUser(byEmail(email));
      } catch (error) {
        if (!isErrorLike(error) || error.name !== 'NotFoundError') throw error;
        const plain = local.replace(/\+.*$/, '');
        return signIn(plain && plain !== local ? `${plain}@${domain}` : email);
      }
    },
  }),
  /** The user whose name is the address up to the `@`; to be used with `allowedDomains`. */
  emailLocalPartMatchingUserEntityName: createSignInResolverFactory({
    optionsSchema,
    create: options => async (info, context) => {
      const { local } = readEmail(info, options);
      return context.signInWithCatalogUser({ entityRef: { name: local } }, fallbackTo(local, options));
    },
  }),
};

function byEmail(email: string): AuthResolverCatalogUserQuery {
  return { filter: { 'spec.profile.email': email } };
}

function fallbackTo(
  name: string,
  options: Options,
): Parameters<AuthResolverContext['signInWithCatalogUser']>[1] {
  return options?.dangerouslyAllowSignInWithoutUserInCatalog
    ? { dangerousEntityRefFallback: { entityRef: { name } } }
    : undefined;
}

function readEmail(
  { profile }: SignInInfo<unknown>,
  options: Options,
): { email: string; local: string; domain: string } {
  const { email } = profile;
  const at = email?.lastIndexOf('@') ?? -1;
  if (!email || at < 1) {
    throw new InputError('Login failed, user profile does not contain an email. Ask the provider for it');
  }
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  const allowed = options?.allowedDomains?.some(one => one.toLowerCase() === domain.toLowerCase()) ?? true;
  if (!allowed) throw new NotAllowedError('Sign-in user email is not from an allowed domain');
  return { email, local, domain };
}
