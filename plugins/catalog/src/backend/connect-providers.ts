import type { LoggerService } from '@portico/backend-plugin-api';
import { toError } from '@portico/errors';
import type { Catalog } from './catalog.ts';
import { listSources } from './database/sources.ts';
import type { RegisteredProvider } from './registries.ts';

/**
 * Connects all providers at the same time. Of two with one name, the first
 * counts. One that fails is its module's failure, and stops no other. What
 * providers that are no longer there have left is removed, unless
 * `catalog.orphanProviderStrategy` keeps it, or this process is not to process.
 */
export async function connectProviders(
  catalog: Catalog,
  registered: readonly RegisteredProvider[],
  logger: LoggerService,
): Promise<void> {
  const providers = distinctByName(registered, logger).filter(
    ({ provider }) => !catalog.options.isProviderDisabled(provider.getProviderName()),
  );
  const names = providers.map(({ provider }) => provider.getProviderName());
  await Promise.all(
    providers.map(async ({ provider, onStartupFailure }) => {
      const name = provider.getProviderName();
      try {
        await provider.connect(catalog.engine.connect(name));
      } catch (error) {
        const failure = new Error(`Provider '${name}' could not be connected: ${toError(error).message}`, {
          cause: error,
        });
        if (!onStartupFailure) throw failure;
        onStartupFailure(failure);
      }
    }),
  );
  const { orphanProviderStrategy, processingInterval } = catalog.options;
  if (orphanProviderStrategy === 'delete' && processingInterval !== false)
    await removeLeftovers(catalog, names, logger);
}

function distinctByName(
  registered: readonly RegisteredProvider[],
  logger: LoggerService,
): RegisteredProvider[] {
  const byName = new Map<string, RegisteredProvider>();
  for (const entry of registered) {
    const name = entry.provider.getProviderName();
    if (byName.has(name)) logger.warn(`There are two providers '${name}'; the first one is used`);
    else byName.set(name, entry);
  }
  return [...byName.values()];
}

const ownSources = new Set(['DefaultLocationStore']);

async function removeLeftovers(
  catalog: Catalog,
  names: readonly string[],
  logger: LoggerService,
): Promise<void> {
  for (const { sourceKey } of await listSources(catalog.db)) {
    if (names.includes(sourceKey) || ownSources.has(sourceKey)) continue;
    const { removed } = await catalog.engine.mutate({
      sourceKey,
      mutation: { type: 'full', entities: [] },
      cause: { cause: 'cleanup:provider' },
      unguarded: true,
    });
    if (removed > 0) {
      logger.info(`Removed ${removed} entities of the provider '${sourceKey}', which is no longer installed`);
    }
  }
}
