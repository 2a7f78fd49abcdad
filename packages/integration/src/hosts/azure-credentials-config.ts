import { type Config, Secret } from '@portico/config';
import { InputError } from '@portico/errors';

/** How to sign in to Azure DevOps, and for which organizations; for all others, unless given. */
export type AzureCredential = { organizations: string[] | undefined } & (
  | { kind: 'PersonalAccessToken'; personalAccessToken: Secret }
  | { kind: 'ClientSecret'; tenantId: string; clientId: string; clientSecret: Secret }
  /** `clientId` is `system-assigned`, or that of a user-assigned identity. */
  | { kind: 'ManagedIdentity'; clientId: string }
  | {
      kind: 'ManagedIdentityClientAssertion';
      tenantId: string;
      clientId: string;
      managedIdentityClientId: string;
    }
);

const fields = [
  'clientId',
  'clientSecret',
  'tenantId',
  'personalAccessToken',
  'managedIdentityClientId',
] as const;
type Field = (typeof fields)[number];

const kinds: Readonly<Record<AzureCredential['kind'], readonly Field[]>> = {
  PersonalAccessToken: ['personalAccessToken'],
  ClientSecret: ['clientId', 'clientSecret', 'tenantId'],
  ManagedIdentity: ['clientId'],
  ManagedIdentityClientAssertion: ['clientId', 'tenantId', 'managedIdentityClientId'],
};

/** Reads `credentials` of an Azure integration. Throws one `InputError` with all that is wrong in them. */
export function readAzureCredentials(config: Config, host: string): AzureCredential[] {
  if (config.has('token') || config.has('credential')) {
    throw new InputError(
      `integrations.azure has 'token' or 'credential' for '${host}'. Move it into the list 'credentials'`,
    );
  }
  const entries = config.getOptionalConfigArray('credentials') ?? [];
  const problems: string[] = [];
  const credentials = entries.flatMap((entry, index) => {
    const credential = readAzureCredential(entry);
    if (!credential) problems.push(`entry ${index + 1} has not the fields of one kind of credential`);
    return credential ? [credential] : [];
  });
  problems.push(...findConflicts(credentials, host));
  if (problems.length === 0) return credentials;
  throw new InputError(
    `integrations.azure[].credentials for '${host}' cannot be used: ${problems.join('; ')}. ` +
      'Give each entry a personalAccessToken; or tenantId, clientId and clientSecret; or the clientId of a managed identity',
  );
}

function readAzureCredential(config: Config): AzureCredential | undefined {
  const given = fields.filter(field => config.has(field));
  const kind = (Object.keys(kinds) as AzureCredential['kind'][]).find(
    candidate =>
      kinds[candidate].length === given.length && kinds[candidate].every(field => given.includes(field)),
  );
  const organizations = config.getOptionalStringArray('organizations');
  const text = (field: Field) => config.getString(field).trim();
  switch (kind) {
    case 'PersonalAccessToken':
      return { kind, organizations, personalAccessToken: new Secret(text('personalAccessToken')) };
    case 'ClientSecret': {
      const clientSecret = new Secret(text('clientSecret'));
      return { kind, organizations, tenantId: text('tenantId'), clientId: text('clientId'), clientSecret };
    }
    case 'ManagedIdentity':
      return { kind, organizations, clientId: text('clientId') };
    case 'ManagedIdentityClientAssertion': {
      const managedIdentityClientId = text('managedIdentityClientId');
      return {
        kind,
        organizations,
        tenantId: text('tenantId'),
        clientId: text('clientId'),
        managedIdentityClientId,
      };
    }
    case undefined:
      return undefined;
  }
}

function findConflicts(credentials: AzureCredential[], host: string): string[] {
  const organizations = credentials.flatMap(credential => credential.organizations ?? []);
  const repeated = new Set(organizations.filter((name, index) => organizations.indexOf(name) !== index));
  const problems = [...repeated].map(name => `organization '${name}' is in more than one entry`);
  if (credentials.filter(credential => !credential.organizations?.length).length > 1) {
    problems.push('more than one entry is for all organizations');
  }
  if (host !== 'dev.azure.com' && credentials.some(({ kind }) => kind !== 'PersonalAccessToken')) {
    problems.push('an Azure DevOps Server takes a personalAccessToken only');
  }
  return problems;
}
