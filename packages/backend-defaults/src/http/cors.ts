import type { CorsOptions } from 'cors';
import type { Handler } from 'express';
import type { Minimatch } from 'minimatch';
import type { Config } from '@portico/config';

/**
 * Makes the handler that lets pages of other origins call, as `backend.cors` has
 * it; without that key, none may. Origins are glob patterns (`https://*.corp.net`).
 */
export async function createCors(backend: Config | undefined): Promise<Handler> {
  const config = backend?.getOptionalConfig('cors');
  if (!config) return (_req, _res, next) => next();
  const { default: cors } = await import('cors');
  const options = await readCorsOptions(config);
  const answer = cors(options);
  const variesByOrigin = options.origin !== undefined;
  return (req, res, next) => {
    if (req.headers.origin !== undefined || req.method === 'OPTIONS') {
      answer(req, res, next);
      return;
    }
    if (variesByOrigin) res.setHeader('Vary', 'Origin');
    next();
  };
}

async function readCorsOptions(config: Config): Promise<CorsOptions> {
  const { Minimatch } = await import('minimatch');
  const origins = readStrings(config, 'origin')?.map(
    pattern => new Minimatch(pattern, { nocase: true, noglobstar: true }),
  );
  const options = {
    origin: origins && matchOrigin(origins),
    methods: readStrings(config, 'methods'),
    allowedHeaders: readStrings(config, 'allowedHeaders'),
    exposedHeaders: readStrings(config, 'exposedHeaders'),
    credentials: config.getOptionalBoolean('credentials'),
    maxAge: config.getOptionalNumber('maxAge'),
    preflightContinue: config.getOptionalBoolean('preflightContinue'),
    optionsSuccessStatus: config.getOptionalNumber('optionsSuccessStatus'),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function matchOrigin(patterns: Minimatch[]): NonNullable<CorsOptions['origin']> {
  return (origin: string | undefined, decide: (error: null, allowed: boolean) => void) => {
    decide(
      null,
      patterns.some(pattern => pattern.match(origin ?? '')),
    );
  };
}

function readStrings(config: Config, key: string): string[] | undefined {
  const value = config.getOptional(key);
  if (value === undefined || value === '') return undefined;
  return typeof value === 'string' ? [value] : config.getStringArray(key);
}
