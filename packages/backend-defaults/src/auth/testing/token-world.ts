import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router, type ErrorRequestHandler, type Handler } from 'express';
import type {
  AuthService,
  DiscoveryService,
  HttpAuthService,
  InternalServiceFactory,
  LoggerService,
  ServiceFactory,
} from '@portico/backend-plugin-api';
import { createConfigReader, type JsonObject } from '@portico/config';
import { statusOfError, toError } from '@portico/errors';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTHeaderParameters } from 'jose';
import { createSqliteDatabase } from '../../database/create-sqlite-database.ts';
import { authServiceFactory } from '../auth-service-factory.ts';
import type { ExternalTokenHandler } from '../external-token-handler.ts';
import { httpAuthServiceFactory } from '../http-auth-service.ts';
import type { PluginKeys } from '../plugin-keys.ts';
import type { PluginTokenHandler } from '../plugin-tokens.ts';
import { encodeTokenPart, tokenTypes } from '../token-parts.ts';

/** A key pair as an issuer has it. */
export interface Key {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  jwk: JsonObject;
}

/** One plugin with its real auth services. */
export interface TestPlugin {
  auth: AuthService;
  httpAuth: HttpAuthService;
  logs: string[];
}

/** A real HTTP server with an auth plugin's keys and any number of plugins that know each other through it. */
export interface TokenWorld extends AsyncDisposable {
  url: string;
  discovery: DiscoveryService;
  /** What the auth plugin publishes; may be changed. */
  userKeys: Key[];
  /** How often each path was asked for. */
  requests: Map<string, number>;
  /** Paths that answer with this status. */
  failures: Map<string, number>;
  /** Adds routes of a plugin, below `/api/<id>`. */
  use(id: string, handler: Handler): void;
  addPlugin(id: string, options?: PluginOptions): Promise<TestPlugin>;
  issueUserToken(options?: UserTokenOptions): Promise<string>;
}

/** What distinguishes one {@link TestPlugin}. */
export interface PluginOptions {
  config?: JsonObject;
  handlers?: ExternalTokenHandler<unknown>[];
  decorate?: (handler: PluginTokenHandler) => PluginTokenHandler;
  localKeys?: Map<string, PluginKeys>;
}

/** What distinguishes one user token; the rest is that of a valid one. */
export interface UserTokenOptions {
  key?: Key;
  header?: Partial<JWTHeaderParameters>;
  claims?: JsonObject;
}

/** Makes a key pair, ES256 unless told. */
export async function createKey(alg = 'ES256'): Promise<Key> {
  const kid = `key-${Math.random()}`;
  const { publicKey, privateKey } = await generateKeyPair(alg);
  return { kid, alg, privateKey, jwk: { ...((await exportJWK(publicKey)) as JsonObject), kid, alg } };
}

/** The text of credentials, which plugins use as a key. */
export function textOf(credentials: object): string {
  return String(credentials); // oxlint-disable-line no-base-to-string -- credentials bring their own
}

/** Makes a logger that writes lines into a list. */
export function createListLogger(lines: string[]): LoggerService {
  const write = (message: string, meta?: unknown): void => {
    lines.push(`${message} ${meta instanceof Error ? String(meta) : JSON.stringify(meta ?? {})}`);
  };
  const logger: LoggerService = { error: write, warn: write, info: write, debug: write, child: () => logger };
  return logger;
}

/** Calls a service factory as the initializer would. */
export async function callFactory<T>(
  factory: ServiceFactory<T>,
  deps: Record<string, unknown>,
  context?: unknown,
): Promise<T> {
  return (await (factory as unknown as InternalServiceFactory).factory(deps, context)) as T;
}

/** Starts a {@link TokenWorld}; `await using` stops it. */
export async function createTokenWorld(): Promise<TokenWorld> {
  const userKeys = [await createKey()];
  const plugins = new Map<string, TestPlugin>();
  const requests = new Map<string, number>();
  const failures = new Map<string, number>();
  const databases: { destroy(): Promise<void> }[] = [];
  const routes = Router();
  const server = await listen({ userKeys, plugins, requests, failures, routes });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const getBaseUrl = async (id: string): Promise<string> => `${url}/api/${id}`;
  const discovery: DiscoveryService = { getBaseUrl, getExternalBaseUrl: getBaseUrl };

  return {
    url,
    discovery,
    userKeys,
    requests,
    failures,
    use: (id, handler) => void routes.use(`/api/${id}`, handler),
    async addPlugin(id, pluginOptions = {}) {
      const { config = {}, handlers = [], decorate = same, localKeys = new Map() } = pluginOptions;
      const logs: string[] = [];
      const db = createSqliteDatabase(':memory:');
      databases.push(db);
      const plugin = { getId: () => id };
      const auth = await callFactory(
        authServiceFactory,
        {
          config: createConfigReader([{ context: 'test', data: config }]),
          logger: createListLogger(logs),
          database: { getClient: async () => db },
          discovery,
          plugin,
          decorate,
          handlers,
        },
        localKeys,
      );
      const httpAuth = await callFactory(httpAuthServiceFactory, { auth, discovery, plugin });
      const added = { auth, httpAuth, logs };
      plugins.set(id, added);
      return added;
    },
    issueUserToken: options => issueUserToken(userKeys[0]!, options),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await Promise.all(databases.map(db => db.destroy()));
    },
  };
}

const same = (handler: PluginTokenHandler): PluginTokenHandler => handler;

async function issueUserToken(
  firstKey: Key,
  { key = firstKey, header, claims }: UserTokenOptions = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload = { sub: 'user:default/ann', iat: now, exp: now + 3600, aud: 'backstage', ...claims };
  const limited = await new SignJWT({ sub: payload.sub, iat: payload.iat, exp: payload.exp })
    .setProtectedHeader({ typ: tokenTypes.limitedUser, alg: key.alg, kid: key.kid })
    .sign(key.privateKey);
  return new SignJWT({ ...payload, uip: limited.split('.')[2] })
    .setProtectedHeader({ typ: tokenTypes.user, alg: key.alg, kid: key.kid, ...header })
    .sign(key.privateKey);
}

async function listen(world: {
  userKeys: Key[];
  plugins: Map<string, TestPlugin>;
  requests: Map<string, number>;
  failures: Map<string, number>;
  routes: Handler;
}): Promise<Server> {
  const { userKeys, plugins, requests, failures, routes } = world;
  const app = express();
  app.use((req, res, next) => {
    requests.set(req.path, (requests.get(req.path) ?? 0) + 1);
    const failure = failures.get(req.path);
    if (failure) res.sendStatus(failure);
    else next();
  });
  app.get('/api/auth/.well-known/jwks.json', (_req, res) => res.json({ keys: userKeys.map(key => key.jwk) }));
  app.get('/api/auth/v1/userinfo', (req, res) => {
    const payload = String(req.headers.authorization).split('.')[1] ?? '';
    const { sub } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string };
    res.json({ claims: { sub, ent: [sub, 'group:default/all'] } });
  });
  app.get('/api/:plugin/.backstage/auth/v1/jwks.json', async (req, res) => {
    const plugin = plugins.get(req.params.plugin);
    if (plugin) res.json(await plugin.auth.listPublicServiceKeys());
    else res.sendStatus(404);
  });
  app.get('/api/:plugin/cookie', async (req, res) => {
    const { expiresAt } = await plugins.get(req.params.plugin)!.httpAuth.issueUserCookie(res);
    res.json({ expiresAt });
  });
  app.delete('/api/:plugin/cookie', async (req, res) => {
    const { auth, httpAuth } = plugins.get(req.params.plugin)!;
    await httpAuth.issueUserCookie(res, { credentials: await auth.getNoneCredentials() });
    res.sendStatus(204);
  });
  app.all('/api/:plugin/who', async (req, res) => {
    const { allow, limited } = req.query as { allow?: string; limited?: string };
    const { httpAuth } = plugins.get(req.params.plugin)!;
    const credentials = await httpAuth.credentials(req, {
      ...(allow ? { allow: allow.split(',') as 'user'[] } : {}),
      allowLimitedAccess: limited === 'yes',
    });
    res.json(credentials);
  });
  app.use(routes);
  app.use(((error, _req, res, _next) => {
    res.status(statusOfError(error)).json({ message: toError(error).message });
  }) satisfies ErrorRequestHandler);
  return new Promise(resolve => {
    const server = app.listen(0, () => resolve(server));
  });
}

/** A token with any header and payload, and a signature that is none. */
export function forgeToken(header: JsonObject, payload: JsonObject, signature = 'AAAA'): string {
  return `${encodeTokenPart(header)}.${encodeTokenPart(payload)}.${signature}`;
}
