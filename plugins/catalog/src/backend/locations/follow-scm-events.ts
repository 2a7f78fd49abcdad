import type { LoggerService, MetricsService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { toError } from '@portico/errors';
import type { CatalogScmEvent, CatalogScmEventsService } from '../../node/scm-events.ts';
import type { Catalog } from '../catalog.ts';
import { findIdsByRefreshKeys } from '../database/refresh-keys.ts';

interface Reactions {
  refresh: boolean;
  unregister: boolean;
  move: boolean;
}

const cause = { cause: 'location:scm-event' };

/** What was done about an event, and to how many entities or locations. */
interface TakenAction {
  action: 'refresh' | 'delete' | 'move';
  count: number;
}

/**
 * Reads what was changed at a source host again, and removes and moves
 * registered locations with their files and repositories, as far as
 * `catalog.scmEvents` says so. Counts the events that it hears of, whatever it
 * does about them: `catalog.events.scm.messages`, by `eventType` (`location` or
 * `repository`).
 */
export function followScmEvents(options: {
  catalog: Pick<Catalog, 'db' | 'engine' | 'locations'>;
  config: Config;
  events: CatalogScmEventsService;
  logger: LoggerService;
  metrics: MetricsService;
}): void {
  const { catalog, config, events, logger } = options;
  const reactions = readReactions(config);
  const messages = options.metrics.createCounter('catalog.events.scm.messages', {
    description: 'Events of source hosts that the catalog heard of',
    unit: '{message}',
  });
  events.subscribe({
    async onEvents(batch) {
      for (const event of batch) {
        messages.add(1, { eventType: event.type.split('.')[0] });
        if (!reactions) continue;
        try {
          const taken = await react(catalog, reactions, event);
          if (taken && taken.count > 0) events.markEventActionTaken(taken);
        } catch (error) {
          logger.warn(`The catalog could not follow the event '${event.type}'`, toError(error));
        }
      }
    },
  });
}

function readReactions(config: Config): Reactions | undefined {
  const value = config.getOptional<boolean | Partial<Reactions>>('catalog.scmEvents');
  if (value === undefined || value === false) return undefined;
  if (value === true) return { refresh: true, unregister: true, move: true };
  return {
    refresh: value.refresh ?? false,
    unregister: value.unregister ?? false,
    move: value.move ?? false,
  };
}

async function react(
  { db, engine, locations }: Pick<Catalog, 'db' | 'engine' | 'locations'>,
  reactions: Reactions,
  event: CatalogScmEvent,
): Promise<TakenAction | undefined> {
  const refresh = async (url: string): Promise<TakenAction> => {
    const ids = reactions.refresh
      ? await findIdsByRefreshKeys(
          db,
          spellings(url).map(target => `url:${target}`),
        )
      : [];
    if (ids.length > 0) await engine.check(ids, cause);
    return { action: 'refresh', count: ids.length };
  };
  switch (event.type) {
    case 'location.created':
    case 'location.updated':
      return refresh(event.url);
    case 'location.deleted':
    case 'repository.deleted': {
      const affected = reactions.unregister ? await affectedBy(locations, event.type, event.url) : [];
      for (const { id } of affected) await locations.remove(id);
      return affected.length > 0 ? { action: 'delete', count: affected.length } : refresh(event.url);
    }
    case 'location.moved':
    case 'repository.moved': {
      const { fromUrl, toUrl, type } = event;
      const affected = reactions.move ? await affectedBy(locations, type, fromUrl) : [];
      for (const { id, target } of affected) {
        const moved =
          type === 'location.moved'
            ? toUrl
            : `${withoutSlash(toUrl)}${target.slice(withoutSlash(fromUrl).length)}`;
        await locations.update(id, { type: 'url', target: moved });
      }
      return affected.length > 0 ? { action: 'move', count: affected.length } : refresh(fromUrl);
    }
    case 'repository.created':
    case 'repository.updated':
      return undefined;
  }
}

async function affectedBy(
  locations: Catalog['locations'],
  type: CatalogScmEvent['type'],
  url: string,
): Promise<{ id: string; target: string }[]> {
  const urls = type.startsWith('location.') ? spellings(url) : [];
  const folder = `${withoutSlash(url)}/`;
  const all = await locations.list();
  return all.filter(
    location =>
      location.type === 'url' &&
      (type.startsWith('location.') ? urls.includes(location.target) : location.target.startsWith(folder)),
  );
}

/** The URLs under which a host shows the same file. */
function spellings(url: string): string[] {
  return [
    url,
    ...['blob', 'tree', 'edit'].map(view => url.replace(/\/(?:blob|tree|edit)\//, `/${view}/`)),
  ].filter((other, index, all) => all.indexOf(other) === index);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
