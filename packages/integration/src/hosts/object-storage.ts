import { type Config, Secret, readOptionalSecret, readSecret } from '@portico/config';
import { InputError } from '@portico/errors';
import { integrationConfigs, withPublicHost } from '../host-config.ts';
import { resolveBelow } from '../resolve-url.ts';
import type { ScmIntegration } from '../scm-integration.ts';

/** `integrations.awsS3[]` */
export interface AwsS3Config {
  host: string;
  endpoint?: string | undefined;
  s3ForcePathStyle?: boolean;
  accessKeyId?: string | undefined;
  secretAccessKey?: Secret | undefined;
  roleArn?: string | undefined;
  externalId?: string | undefined;
}

/** `integrations.azureBlobStorage[]` */
export interface AzureBlobStorageConfig {
  host: string;
  endpoint?: string | undefined;
  endpointSuffix?: string | undefined;
  accountName?: string | undefined;
  accountKey?: Secret | undefined;
  sasToken?: Secret | undefined;
  connectionString?: Secret | undefined;
  aadCredential?: { clientId: string; tenantId: string; clientSecret: Secret } | undefined;
}

/** `integrations.googleGcs` */
export interface GoogleGcsConfig {
  host: string;
  clientEmail?: string | undefined;
  privateKey?: Secret | undefined;
}

/** Reads `integrations.awsS3`; amazonaws.com is always there. */
export function readAwsS3Integrations(config: Config): ScmIntegration<AwsS3Config>[] {
  const configs = integrationConfigs(config, 'awsS3').map(entry => {
    const endpoint = entry.getOptionalString('endpoint');
    return {
      host: endpoint === undefined ? 'amazonaws.com' : hostOf(endpoint, 'awsS3'),
      endpoint,
      s3ForcePathStyle: entry.getOptionalBoolean('s3ForcePathStyle') ?? false,
      accessKeyId: entry.getOptionalString('accessKeyId'),
      secretAccessKey: readOptionalSecret(entry, 'secretAccessKey'),
      roleArn: entry.getOptionalString('roleArn'),
      externalId: entry.getOptionalString('externalId'),
    };
  });
  return withPublicHost<AwsS3Config>(configs, { host: 'amazonaws.com' }).map(entry =>
    createStorage('awsS3', entry),
  );
}

/** Reads `integrations.azureBlobStorage`; blob.core.windows.net is always there. */
export function readAzureBlobStorageIntegrations(config: Config): ScmIntegration<AzureBlobStorageConfig>[] {
  const publicHost = 'blob.core.windows.net';
  const configs = integrationConfigs(config, 'azureBlobStorage').map(entry => {
    const endpoint = entry.getOptionalString('endpoint');
    const host = endpoint === undefined ? publicHost : hostOf(endpoint, 'azureBlobStorage');
    return readBlobStorageConfig(entry, { host, endpoint });
  });
  return withPublicHost<AzureBlobStorageConfig>(configs, { host: publicHost }).map(entry =>
    createStorage('azureBlobStorage', entry),
  );
}

/** Reads `integrations.googleGcs`; storage.cloud.google.com is always there. */
export function readGoogleGcsIntegrations(config: Config): ScmIntegration<GoogleGcsConfig>[] {
  const entry = config.getOptionalConfig('integrations.googleGcs');
  const hasKey = entry?.has('clientEmail') === true || entry?.has('privateKey') === true;
  const key = hasKey && {
    clientEmail: entry.getString('clientEmail'),
    privateKey: new Secret(entry.getString('privateKey').replaceAll(String.raw`\n`, '\n')),
  };
  return [createStorage('googleGcs', { host: 'storage.cloud.google.com', ...key })];
}

function readBlobStorageConfig(
  entry: Config,
  place: Pick<AzureBlobStorageConfig, 'host' | 'endpoint'>,
): AzureBlobStorageConfig {
  const accountName = entry.getString('accountName');
  const aad = entry.getOptionalConfig('aadCredential');
  const found = {
    ...place,
    accountName,
    endpointSuffix: entry.getOptionalString('endpointSuffix')?.trim(),
    accountKey: readOptionalSecret(entry, 'accountKey'),
    sasToken: readOptionalSecret(entry, 'sasToken'),
    connectionString: readOptionalSecret(entry, 'connectionString'),
    aadCredential: aad && {
      clientId: aad.getString('clientId'),
      tenantId: aad.getString('tenantId'),
      clientSecret: readSecret(aad, 'clientSecret'),
    },
  };
  if ([found.accountKey, found.sasToken, found.aadCredential].filter(Boolean).length > 1) {
    throw new InputError(
      `integrations.azureBlobStorage has several credentials for '${accountName}'. Keep one of accountKey, sasToken and aadCredential`,
    );
  }
  return found;
}

function hostOf(endpoint: string, type: string): string {
  const url = URL.parse(endpoint);
  if (url === null || url.pathname !== '/') {
    throw new InputError(
      `'${endpoint}' in integrations.${type}.endpoint is no URL without a path. Write it like 'https://host'`,
    );
  }
  return url.host;
}

/** Objects resolve like web pages, and never leave their bucket. */
function createStorage<TConfig extends { host: string }>(
  type: string,
  config: TConfig,
): ScmIntegration<TConfig> {
  return {
    type,
    title: config.host,
    config,
    covers: host => publicHosts.has(config.host) && host.endsWith(`.${config.host}`),
    resolveUrl: options => resolveBelow(options, hasBucketInHost(options.base) ? 0 : 1),
    resolveEditUrl: url => url,
  };
}

const publicHosts: ReadonlySet<string> = new Set(['amazonaws.com', 'blob.core.windows.net']);

/** As in `bucket.s3.eu-west-1.amazonaws.com`; all others have the bucket or container first in the path. */
function hasBucketInHost(base: string): boolean {
  return /^.+\.s3[.-]([a-z0-9-]+\.)*amazonaws\.com$/.test(URL.parse(base)?.hostname ?? '');
}
