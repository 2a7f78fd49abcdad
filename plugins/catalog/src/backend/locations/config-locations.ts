import { resolve } from 'node:path';
import { stringifyLocationRef } from '@portico/catalog-model';
import type { Config } from '@portico/config';
import type { DeferredEntity, LocationSpec } from '../../node/processing.ts';
import type { EntityProvider } from '../../node/providers.ts';
import { locationSpecToLocationEntity } from '../../node/location-entity.ts';

/** Provides the locations of `catalog.locations`, and again whenever the configuration changes. */
export function createConfigLocationProvider(config: Config): EntityProvider {
  return {
    getProviderName: () => 'ConfigLocationProvider',
    async connect(connection) {
      let last = '';
      const apply = async (): Promise<void> => {
        const entities = readConfigLocations(config).map(toDeferredLocation);
        const text = JSON.stringify(entities);
        if (text === last) return;
        last = text;
        await connection.applyMutation({ type: 'full', entities });
      };
      config.subscribe?.(() => void apply());
      await apply();
    },
  };
}

/** The locations of `catalog.locations`; files relative to the working directory. */
export function readConfigLocations(config: Config): LocationSpec[] {
  return (config.getOptionalConfigArray('catalog.locations') ?? []).map(location => {
    const type = location.getString('type');
    const target = location.getString('target');
    return { type, target: type === 'file' ? resolve(target) : target };
  });
}

/** What a provider of locations gives to the catalog. */
export function toDeferredLocation(location: LocationSpec): DeferredEntity {
  return { entity: locationSpecToLocationEntity({ location }), locationKey: stringifyLocationRef(location) };
}
