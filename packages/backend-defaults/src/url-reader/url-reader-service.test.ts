import { Readable } from 'node:stream';
import { createSpecializedBackend } from '@portico/backend-app-api';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  type LoggerService,
  type UrlReaderService,
} from '@portico/backend-plugin-api';
import { createConfigReader, type Config } from '@portico/config';
import { describe, expect, it } from 'vitest';
import { lifecycleServiceFactory, rootLifecycleServiceFactory } from '../lifecycle/index.ts';
import { tarOf } from './testing/archives.ts';
import { startTestHost } from './testing/test-host.ts';
import { urlReaderFactoriesServiceRef, type UrlReaderFactory } from './url-reader-factory.ts';
import { urlReaderServiceFactory } from './url-reader-service.ts';

const errors: string[] = [];
const logger: LoggerService = {
  info() {},
  warn() {},
  debug() {},
  child: () => logger,
  error: message => void errors.push(message),
};

/** A configuration that can be changed. */
function createChangingConfig(data: object) {
  let reader = createConfigReader([{ context: 'test', data: JSON.parse(JSON.stringify(data)) }]);
  const listeners: (() => void)[] = [];
  const config = new Proxy({} as Config, {
    get: (_target, name) => {
      if (name === 'subscribe') return (listener: () => void) => listeners.push(listener);
      const value: unknown = Reflect.get(reader, name);
      return typeof value === 'function' ? value.bind(reader) : value;
    },
  });
  return {
    config,
    change(next: object) {
      reader = createConfigReader([{ context: 'test', data: JSON.parse(JSON.stringify(next)) }]);
      for (const listener of listeners) listener();
    },
  };
}

async function start(config: Config, factories: UrlReaderFactory[] = []) {
  let reader: UrlReaderService | undefined;
  const backend = createSpecializedBackend({
    defaultServiceFactories: [
      urlReaderServiceFactory,
      lifecycleServiceFactory,
      rootLifecycleServiceFactory,
      createServiceFactory({ service: coreServices.rootConfig, deps: {}, factory: () => config }),
      createServiceFactory({ service: coreServices.rootLogger, deps: {}, factory: () => logger }),
      createServiceFactory({ service: coreServices.logger, deps: {}, factory: () => logger }),
    ],
  });
  for (const factory of factories) {
    backend.add(
      createServiceFactory({ service: urlReaderFactoriesServiceRef, deps: {}, factory: () => factory }),
    );
  }
  backend.add(
    createBackendPlugin({
      pluginId: 'test',
      register(env) {
        env.registerInit({
          deps: { urlReader: coreServices.urlReader },
          init: async ({ urlReader }) => {
            reader = urlReader;
          },
        });
      },
    }),
  );
  await backend.start();
  if (!reader) throw new Error('not started');
  return { reader, [Symbol.asyncDispose]: async () => backend.stop() };
}

describe('core.urlReader', () => {
  it('reads through the factories of modules first, with the tree responses that they are handed', async () => {
    const archive = await tarOf({ 'docs/a.md': 'from a module' }, 'top');
    const factory: UrlReaderFactory = ({ config, logger: given, treeResponseFactory }) => {
      expect([config.getString('mine.host'), given]).toEqual(['gitlab.com', logger]);
      const reader: UrlReaderService = {
        readUrl: async () => ({ buffer: async () => Buffer.from('mine') }),
        readTree: async (_url, { filter } = {}) =>
          treeResponseFactory.fromTarArchive({
            stream: Readable.from([archive]),
            etag: 'e',
            subpath: 'docs',
            filter,
          }),
        search: async () => ({ files: [], etag: '' }),
      };
      return [{ reader, predicate: url => url.host === config.getString('mine.host') }];
    };
    await using test = await start(createChangingConfig({ mine: { host: 'gitlab.com' } }).config, [
      factory,
      () => [],
    ]);
    expect(String(await (await test.reader.readUrl('https://gitlab.com/x')).buffer())).toBe('mine');
    const files = await (await test.reader.readTree('https://gitlab.com/x')).files();
    expect(files.map(({ path }) => path)).toEqual(['a.md']);
    await expect(test.reader.readUrl('https://nowhere.test/')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('uses tokens that change while it runs, and keeps the last ones that could be used', async () => {
    await using host = await startTestHost(() => ({ body: 'file' }));
    const integrations = (token: string) => ({
      integrations: { github: [{ host: 'github.com', apiBaseUrl: host.url, token }] },
    });
    const { config, change } = createChangingConfig(integrations('one'));
    await using test = await start(config);
    const read = async () => (await test.reader.readUrl('https://github.com/o/r/blob/main/x')).buffer();
    await read();
    change(integrations('two'));
    await read();
    change({ integrations: { gitlab: [{ host: 'broken.test' }] } });
    await read();
    expect(host.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer one',
      'Bearer two',
      'Bearer two',
    ]);
    expect(errors).toEqual([expect.stringContaining('the former ones stay')]);
  });

  it('does not start with integrations that cannot be used', async () => {
    const { config } = createChangingConfig({ integrations: { gitlab: [{ host: 'broken.test' }] } });
    await expect(start(config)).rejects.toThrow();
  });
});
