import { createCatalogClient, type EntityExplanation } from '@portico/catalog-client';
import { parseEntityRef } from '@portico/catalog-model';
import { InputError, isErrorLike, ServiceUnavailableError } from '@portico/errors';
import { print } from '../print.ts';
import { formatExplanation } from './format-explanation.ts';
import { readAppConfig } from './read-app-config.ts';
import { signInAsGuest } from './sign-in-as-guest.ts';

/** What `portico catalog explain` can be told. */
export interface ExplainEntityOptions {
  config?: string[];
  url?: string;
  token?: string;
  format: string;
}

/** `portico catalog explain`: asks the running portal about a ref, whether or not an entity has it. */
export async function explainEntity(ref: string, options: ExplainEntityOptions): Promise<void> {
  parseEntityRef(ref);
  const portal = (options.url ?? (await readBaseUrl(options.config))).replace(/\/+$/, '');
  const explanation = await ask(portal, ref, options.token ?? process.env['PORTICO_TOKEN']);
  print(options.format === 'json' ? JSON.stringify(explanation, null, 2) : formatExplanation(explanation));
}

async function readBaseUrl(sources?: readonly string[]): Promise<string> {
  const url = (await readAppConfig(sources))?.config.getOptionalString('backend.baseUrl');
  if (url !== undefined) return url;
  throw new InputError(
    'It is not known where the portal is. Run the command in the folder of the app, or give --url.',
  );
}

async function ask(portal: string, ref: string, given: string | undefined): Promise<EntityExplanation> {
  const catalog = createCatalogClient({ baseUrl: `${portal}/api/catalog` });
  try {
    const token = given || (await signInAsGuest(portal));
    return await catalog.explain(ref, token ? { token } : {});
  } catch (error) {
    throw toAdvice(error, portal);
  }
}

function toAdvice(error: unknown, portal: string): unknown {
  if (error instanceof TypeError && error.message === 'fetch failed')
    return new ServiceUnavailableError(
      `The portal at '${portal}' does not answer. Start it with portico start, or give --url.`,
      { cause: error.cause },
    );
  if (isErrorLike(error) && error['statusCode'] === 401)
    return new InputError(
      `The portal at '${portal}' wants to know who asks. Give a token with --token or PORTICO_TOKEN.`,
    );
  return error;
}
