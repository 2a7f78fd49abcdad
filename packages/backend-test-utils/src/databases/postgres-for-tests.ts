import { inject } from 'vitest';

/**
 * The connection string of the PostgreSQL server for tests: that in
 * `PORTICO_TEST_POSTGRES`, or the one that the global setup starts.
 */
export async function postgresForTests(): Promise<string> {
  const configured = process.env.PORTICO_TEST_POSTGRES;
  if (configured) return configured;
  const address = inject('postgresAddress') as string | undefined;
  if (!address) {
    throw new Error(
      "No PostgreSQL for tests. Add '@portico/backend-test-utils/postgres-global-setup' to globalSetup in vitest.config.ts, or set PORTICO_TEST_POSTGRES to a connection string.",
    );
  }
  const response = await fetch(address);
  const text = await response.text();
  if (!response.ok) throw new Error(`PostgreSQL for tests did not start: ${text}`);
  return text;
}
