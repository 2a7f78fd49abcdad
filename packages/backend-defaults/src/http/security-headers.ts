import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Handler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import type { Config } from '@portico/config';
import { createPresetHeaders } from './preset-headers.ts';

/**
 * Makes the handler that sets the security headers, as `backend.csp` and
 * `backend.referrer` have them.
 *
 * They are the same for every request: helmet is asked for them once.
 *
 * @throws Error naming the directive when the policy is not valid.
 */
export function createSecurityHeaders(backend: Config | undefined): Handler {
  const preset = createPresetHeaders(recordHeaders(readHelmetOptions(backend)));
  return (_req, res, next) => {
    preset(res);
    next();
  };
}

function recordHeaders(options: HelmetOptions): [name: string, value: string][] {
  const headers: [string, string][] = [];
  const recorder = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => {},
  };
  let failure: unknown;
  helmet(options)({} as IncomingMessage, recorder as unknown as ServerResponse, error => {
    failure = error;
  });
  if (failure) throw failure;
  return headers;
}

/** Reads the options for helmet, with the defaults that existing portals rely on. */
export function readHelmetOptions(backend: Config | undefined): HelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: readDirectives(backend?.getOptionalConfig('csp')),
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: false,
    originAgentCluster: false,
    referrerPolicy: { policy: readReferrerPolicy(backend) },
  };
}

type ReferrerPolicy = 'no-referrer';

function readReferrerPolicy(backend: Config | undefined): ReferrerPolicy[] {
  const value = backend?.getOptional('referrer.policy');
  if (value === undefined) return ['no-referrer'];
  // Helmet rejects what is not a policy.
  return (
    typeof value === 'string' ? [value] : backend?.getStringArray('referrer.policy')
  ) as ReferrerPolicy[];
}

type Directives = Record<string, Iterable<string>>;

function readDirectives(csp: Config | undefined): Directives {
  const directives = helmet.contentSecurityPolicy.getDefaultDirectives() as Directives;
  directives['script-src'] = ["'self'", "'unsafe-eval'"];
  delete directives['form-action'];
  for (const key of csp?.keys() ?? []) {
    const name = key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
    if (csp?.get<unknown>(key) === false) delete directives[name];
    else directives[name] = csp?.getStringArray(key) ?? [];
  }
  return directives;
}
