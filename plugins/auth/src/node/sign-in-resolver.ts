import type { Config } from '@portico/config';
import { InputError, NotAllowedError, isErrorLike } from '@portico/errors';
import type { z } from 'zod';
import type { ProfileInfo, SignInResult } from '../sign-in-response.ts';
import type { AuthResolverContext } from './auth-provider.ts';

/** What is known of a person who proved to a provider who they are. */
export interface SignInInfo<TAuthResult> {
  profile: ProfileInfo;
  /** What the provider gave. */
  result: TAuthResult;
}

/** Finds the user that a person is, and issues their token. `NotFoundError` lets the next resolver try. */
export type SignInResolver<TAuthResult> = (
  info: SignInInfo<TAuthResult>,
  context: AuthResolverContext,
) => Promise<SignInResult>;

/** Makes the profile of what the provider gave; may throw to refuse the person. */
export type ProfileTransform<TResult> = (
  result: TResult,
  context: AuthResolverContext,
) => Promise<{ profile: ProfileInfo }>;

/** Makes a resolver from the options that stand beside its name in the configuration. */
export type SignInResolverFactory<TAuthResult> = (options?: unknown) => SignInResolver<TAuthResult>;

/**
 * Makes a {@link SignInResolverFactory} whose options are checked against a schema.
 * The factory throws `InputError` for options that do not fit.
 */
export function createSignInResolverFactory<
  TAuthResult,
  TSchema extends z.ZodType = z.ZodUndefined,
>(definition: {
  optionsSchema?: TSchema;
  create(options: z.output<TSchema>): SignInResolver<TAuthResult>;
}): SignInResolverFactory<TAuthResult> {
  const { optionsSchema, create } = definition;
  return options => {
    if (!optionsSchema) {
      if (options !== undefined) throw new InputError('The sign-in resolver takes no options; remove them');
      return create(undefined as z.output<TSchema>);
    }
    const parsed = optionsSchema.safeParse(options);
    if (!parsed.success) {
      const faults = parsed.error.issues.map(({ path, message }) => `'${path.join('.')}' ${message}`);
      throw new InputError(`Invalid options of the sign-in resolver: ${faults.join('; ')}`);
    }
    return create(parsed.data);
  };
}

/**
 * Reads `signIn.resolvers` of a provider: a resolver that tries each in order
 * until one finds the user. `undefined` when none is configured.
 *
 * @throws Error for a name that is not among the factories.
 */
export function readDeclarativeSignInResolver<TAuthResult>(options: {
  config: Config;
  signInResolverFactories: Record<string, SignInResolverFactory<TAuthResult>>;
}): SignInResolver<TAuthResult> | undefined {
  const { config, signInResolverFactories: factories } = options;
  const resolvers = (config.getOptionalConfigArray('signIn.resolvers') ?? []).map(entry => {
    const name = entry.getString('resolver');
    const factory = Object.hasOwn(factories, name) ? factories[name] : undefined;
    if (!factory) {
      const known = Object.keys(factories).join("', '");
      throw new Error(`Sign-in resolver '${name}' is not available, use one of '${known}'`);
    }
    const { resolver: _name, ...given } = entry.get<Record<string, unknown>>();
    return factory(Object.keys(given).length > 0 ? given : undefined);
  });
  return resolvers.length > 0 ? (info, context) => resolveFirst(resolvers, info, context) : undefined;
}

async function resolveFirst<TAuthResult>(
  resolvers: SignInResolver<TAuthResult>[],
  info: SignInInfo<TAuthResult>,
  context: AuthResolverContext,
): Promise<SignInResult> {
  let last: unknown;
  for (const resolver of resolvers) {
    try {
      return await resolver(info, context);
    } catch (error) {
      if (!isErrorLike(error) || error.name !== 'NotFoundError') throw error;
      last = error;
    }
  }
  throw new NotAllowedError(
    'Failed to sign-in, unable to resolve user identity. Please verify that your catalog contains the expected User entities that would match your configured sign-in resolver.',
    last,
  );
}
