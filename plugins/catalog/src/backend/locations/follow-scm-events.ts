import type { LoggerService } from '@portico/backend-plugin-api';
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

/**
 * Reads what was changed at a source host again, and removes and moves
 * registered locations with their files and repositories, as far as
 * `catalog.scmEvents` says so.
 */
export function followScmEvents(options: {
  catalog: Pick<Catalog, 'db' | 'engine' | 'locations'>;
  config: Config;
  events: CatalogScmEventsService;
  logger: LoggerService;
}): void {
  const { catalog, config, events, logger } = options;
  const reactions = readReactions(config);
  if (!reactions) return;
  events.subscribe({
    async onEvents(batch) {
      for (const event of batch) {
        try {
          const action = await react(catalog, reactions, event);
          if (action) events.markEventActionTaken({ action });
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
): Promise<'refresh' | 'delete' | 'move' | undefined> {
  const refresh = async (url: string): Promise<'refresh' | undefined> => {
    const ids = reactions.refresh
      ? await findIdsByRefreshKeys(
          db,
          spellings(url).map(target => `url:${target}`),
        )
      : [];
    if (ids.length === 0) return undefined;
    await engine.check(ids, cause);
    return 'refresh';
  };
  switch (event.type) {
    case 'location.created':
    case 'location.updated':
      return refresh(event.url);
    case 'location.deleted':
    case 'repository.deleted': {
      const affected = reactions.unregister ? await affectedBy(locations, event.type, event.url) : [];
      for (const { id } of affected) await locations.remove(id);
      return affected.length > 0 ? 'delete' : refresh(event.url);
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
      return affected.length > 0 ? 'move' : refresh(fromUrl);
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
