import { describe, expect, it } from 'vitest';
import { toKnexConnection } from './postgres-cloud-connection.ts';

const none = () => Promise.reject(new Error('nothing is to be loaded'));

async function provide(
  connection: Parameters<typeof toKnexConnection>[0],
  packages: Record<string, unknown>,
) {
  const given = await toKnexConnection(connection, async name => packages[name]);
  return typeof given === 'function' ? given() : given;
}

describe('toKnexConnection', () => {
  it('leaves an ordinary connection as it is', async () => {
    await expect(toKnexConnection({ host: 'h', type: 'default', instance: 'x' }, none)).resolves.toEqual({
      host: 'h',
    });
    await expect(toKnexConnection({ type: 'oracle' }, none)).rejects.toThrow("connection.type 'oracle'");
  });

  it('uses an Azure token as the password until it expires', async () => {
    class DefaultAzureCredential {
      getToken = async () => ({ token: 't', expiresOnTimestamp: Date.now() + 60_000 });
    }
    const connection = await provide(
      { type: 'azure', host: 'h', user: 'u' },
      { '@azure/identity': { DefaultAzureCredential } },
    );
    expect(connection).toMatchObject({ host: 'h', user: 'u', password: 't' });
    // One minute is less than the five in which a token is renewed.
    expect((connection as { expirationChecker(): boolean }).expirationChecker()).toBe(true);
  });

  it('uses an RDS token as the password', async () => {
    class Signer {
      readonly #options: object;
      constructor(options: object) {
        this.#options = options;
      }
      getAuthToken = async () => JSON.stringify(this.#options);
    }
    const connection = { type: 'rds', host: 'h', port: 5432, user: 'u', region: 'eu-north-1' };
    const given = await provide(connection, { '@aws-sdk/rds-signer': { Signer } });
    expect(given).toMatchObject({
      host: 'h',
      password: '{"hostname":"h","port":5432,"username":"u","region":"eu-north-1"}',
    });
    expect((given as { expirationChecker(): boolean }).expirationChecker()).toBe(false);
    await expect(toKnexConnection({ type: 'rds', host: 'h' }, none)).rejects.toThrow(
      'needs host, port, user and region',
    );
  });

  it('connects to Cloud SQL through its connector', async () => {
    class Connector {
      getOptions = async (options: object) => ({ stream: options });
    }
    const given = await provide(
      { type: 'cloudsql', instance: 'p:r:i', user: 'u' },
      { '@google-cloud/cloud-sql-connector': { Connector } },
    );
    expect(given).toEqual({
      user: 'u',
      stream: { instanceConnectionName: 'p:r:i', ipType: 'PUBLIC', authType: 'IAM' },
    });
    await expect(toKnexConnection({ type: 'cloudsql' }, none)).rejects.toThrow('connection.instance');
  });

  it('says which package is missing', async () => {
    await expect(toKnexConnection({ type: 'azure' })).rejects.toThrow('npm install @azure/identity');
  });
});
