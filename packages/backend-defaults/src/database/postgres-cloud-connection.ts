import { durationToMilliseconds, parseDuration, type JsonObject, type JsonValue } from '@portico/config';
import { InputError } from '@portico/errors';
import type { Knex } from 'knex';
import { asText } from './database-settings.ts';

/** Loads a package that only some installations have. */
export type LoadPackage = (name: string) => Promise<unknown>;

type Connection = Knex.PgConnectionConfig & { expirationChecker?: () => boolean };

const load: LoadPackage = async name => {
  try {
    return await import(name);
  } catch (cause) {
    throw new Error(
      `The configured database connection needs the package '${name}'. Install it: npm install ${name}`,
      {
        cause,
      },
    );
  }
};

/**
 * The connection that Knex is given for a configured one: itself, or for the
 * types `azure`, `cloudsql` and `rds` one whose password is a token of the
 * cloud, renewed before it expires.
 */
export async function toKnexConnection(
  connection: JsonObject,
  loadPackage: LoadPackage = load,
): Promise<Knex.StaticConnectionConfig | Knex.ConnectionConfigProvider> {
  const {
    type = 'default',
    instance,
    tokenCredential,
    region,
    ipAddressType,
    directory: _,
    ...plain
  } = connection;
  switch (type) {
    case 'default':
      return { ...plain, ...(region === undefined ? {} : { region }) } as Connection;
    case 'azure':
      return azureConnection(plain, tokenCredential, loadPackage);
    case 'rds':
      return rdsConnection(plain, region, loadPackage);
    case 'cloudsql':
      return cloudSqlConnection({ plain, instance, ipAddressType }, loadPackage);
    default:
      throw new InputError(
        `Unknown backend.database.connection.type '${asText(type)}'. Set it to default, azure, cloudsql or rds.`,
      );
  }
}

async function azureConnection(
  plain: JsonObject,
  settings: JsonValue | undefined,
  loadPackage: LoadPackage,
): Promise<Knex.ConnectionConfigProvider> {
  interface Credential {
    getToken(scope: string): Promise<{ token: string; expiresOnTimestamp: number } | null>;
  }
  const identity = (await loadPackage('@azure/identity')) as {
    DefaultAzureCredential: new () => Credential;
    ManagedIdentityCredential: new (clientId: string) => Credential;
    ClientSecretCredential: new (tenantId: string, clientId: string, clientSecret: string) => Credential;
  };
  const { clientId, tenantId, clientSecret, tokenRenewableOffsetTime } = (settings ?? {}) as Record<
    string,
    string
  >;
  const renewBefore = tokenRenewableOffsetTime
    ? durationToMilliseconds(parseDuration(tokenRenewableOffsetTime))
    : 300_000;
  const credential =
    clientId && tenantId && clientSecret
      ? new identity.ClientSecretCredential(tenantId, clientId, clientSecret)
      : clientId
        ? new identity.ManagedIdentityCredential(clientId)
        : new identity.DefaultAzureCredential();
  return async () => {
    const token = await credential.getToken('https://ossrdbms-aad.database.windows.net/.default');
    if (!token)
      throw new Error('Azure gave no access token for the database. Check the identity of this process.');
    return {
      ...plain,
      password: token.token,
      expirationChecker: () => token.expiresOnTimestamp - renewBefore <= Date.now(),
    };
  };
}

async function rdsConnection(
  plain: JsonObject,
  region: JsonValue | undefined,
  loadPackage: LoadPackage,
): Promise<Knex.ConnectionConfigProvider> {
  const { host: hostname, port, user: username } = plain;
  const inRegion = region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (!hostname || !port || !username || !inRegion) {
    throw new InputError(
      'A database connection of type rds needs host, port, user and region (or AWS_REGION). Set them under backend.database.connection.',
    );
  }
  const { Signer } = (await loadPackage('@aws-sdk/rds-signer')) as {
    Signer: new (options: object) => { getAuthToken(): Promise<string> };
  };
  const signer = new Signer({ hostname, port: Number(port), username, region: inRegion });
  // A token is valid for fifteen minutes.
  return async () => {
    const expires = Date.now() + 14 * 60_000;
    const password = await signer.getAuthToken();
    return { ...plain, password, expirationChecker: () => expires <= Date.now() };
  };
}

async function cloudSqlConnection(
  options: { plain: JsonObject; instance: JsonValue | undefined; ipAddressType: JsonValue | undefined },
  loadPackage: LoadPackage,
): Promise<Knex.StaticConnectionConfig> {
  const { plain, instance, ipAddressType = 'PUBLIC' } = options;
  if (typeof instance !== 'string') {
    throw new InputError(
      'A database connection of type cloudsql needs the name of its instance. Set backend.database.connection.instance.',
    );
  }
  const { Connector } = (await loadPackage('@google-cloud/cloud-sql-connector')) as {
    Connector: new () => { getOptions(options: object): Promise<object> };
  };
  const client = await new Connector().getOptions({
    instanceConnectionName: instance,
    ipType: ipAddressType,
    authType: 'IAM',
  });
  return { ...plain, ...client };
}
