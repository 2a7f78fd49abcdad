import { mockServices } from '@portico/backend-test-utils';
import { createConfigReader, type Config, type JsonObject } from '@portico/config';
import { expect, it } from 'vitest';
import { tellOfModelChanges } from './load-model.ts';

it('tells once of each change of the model that it takes a restart', () => {
  let catalog: JsonObject = { model: { kinds: [] } };
  const listeners: (() => void)[] = [];
  const read = (): Config => createConfigReader([{ context: 'test', data: { catalog } }]);
  const config: Config = {
    ...read(),
    getOptional: <T>(key?: string) => read().getOptional<T>(key),
    subscribe(listener) {
      listeners.push(listener);
      return { unsubscribe() {} };
    },
  };
  const logger = mockServices.logger.mock();
  tellOfModelChanges(config, logger);
  const change = (next: JsonObject): number => {
    catalog = next;
    for (const listener of listeners) listener();
    return logger.warn.mock.calls.length;
  };
  expect(change({ model: { kinds: [] }, readonly: true })).toBe(0);
  expect(change({ model: { kinds: [{ kind: 'Dataset' }] } })).toBe(1);
  expect(change({ model: { kinds: [{ kind: 'Dataset' }] }, readonly: true })).toBe(1);
  expect(change({})).toBe(2);
  expect(logger.warn.mock.calls[0]?.[0]).toMatch(/^catalog\.model has changed.*Restart/);
});
