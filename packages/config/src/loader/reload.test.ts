import { createServer } from 'node:http';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig, type LoadedConfig } from '../loader.ts';
import { portalSchemas } from '../testing/portal-schema.ts';
import { createTempFolder, type TempFolder } from '../testing/temp-folder.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function watched(files: Record<string, string>): Promise<{
  folder: TempFolder;
  loaded: LoadedConfig;
  /** Resolves with the next refusal, or with nothing at the next accepted change. */
  next(): Promise<Error | undefined>;
}> {
  const folder = createTempFolder(files);
  let wake = (_error?: Error): void => {};
  const loaded = await loadConfig({
    root: folder.path,
    env: {},
    schemas: portalSchemas,
    watch: true,
    onError: error => wake(error),
  });
  loaded.config.subscribe?.(() => wake());
  cleanups.push(
    () => loaded.stop(),
    () => folder[Symbol.dispose](),
  );
  return { folder, loaded, next: () => new Promise(resolve => (wake = resolve)) };
}

describe('a watched configuration', () => {
  it('follows its files, also through objects that were read before', async () => {
    const { folder, loaded, next } = await watched({ 'app-config.yaml': 'backend: {baseUrl: a}' });
    const backend = loaded.config.getConfig('backend');
    const changed = next();
    folder.write({ 'app-config.yaml': 'backend: {baseUrl: b}' });
    expect(await changed).toBeUndefined();
    expect(loaded.config.getString('backend.baseUrl')).toBe('b');
    expect(backend.getString('baseUrl')).toBe('b');
    expect(loaded.appConfigs[0]?.data).toEqual({ backend: { baseUrl: 'b' } });
  });

  it('refuses a bad edit, tells it, and takes the next good one', async () => {
    const { folder, loaded, next } = await watched({ 'app-config.yaml': 'backend: {baseUrl: a}' });
    let refused = next();
    folder.write({ 'app-config.yaml': 'backend: {baseUrl: [' });
    expect((await refused)?.message).toMatch(/app-config\.yaml:1:\d+ The YAML is broken/);
    refused = next();
    folder.write({ 'app-config.yaml': 'backend: {}' });
    expect((await refused)?.message).toMatch(/'backend\.baseUrl' is required and missing/);
    refused = next();
    rmSync(folder.resolve('app-config.yaml'));
    expect((await refused)?.message).toMatch(/cannot be read: it does not exist/);
    expect(loaded.config.getString('backend.baseUrl')).toBe('a');
    const changed = next();
    folder.write({ 'app-config.yaml': 'backend: {baseUrl: c}' });
    expect(await changed).toBeUndefined();
    expect(loaded.config.getString('backend.baseUrl')).toBe('c');
  });

  it('sees a local file appear, and an included secret change', async () => {
    const { folder, loaded, next } = await watched({
      'app-config.yaml': 'backend: {baseUrl: a, keys: [{$file: secrets/key.txt}]}',
      'secrets/key.txt': 'first-key',
    });
    expect([...loaded.secrets()]).toEqual(['first-key']);
    let changed = next();
    folder.write({ 'secrets/key.txt': 'second-key' });
    await changed;
    expect([...loaded.secrets()]).toEqual(['second-key']);
    changed = next();
    folder.write({ 'app-config.local.yaml': 'backend: {baseUrl: local}' });
    await changed;
    expect(loaded.config.getString('backend.baseUrl')).toBe('local');
  });

  it('sees files replaced, and links switched under it as Kubernetes does', async () => {
    const folder = createTempFolder({
      'v1/x.yaml': 'backend: {baseUrl: v1}',
      'v2/x.yaml': 'backend: {baseUrl: v2}',
    });
    symlinkSync('v1', folder.resolve('..data'));
    symlinkSync('..data/x.yaml', folder.resolve('app-config.yaml'));
    const loaded = await loadConfig({ root: folder.path, env: {}, schemas: [], watch: true });
    cleanups.push(
      () => loaded.stop(),
      () => folder[Symbol.dispose](),
    );
    const changed = new Promise<void>(resolve => loaded.config.subscribe?.(resolve));
    symlinkSync('v2', folder.resolve('..new'));
    renameSync(folder.resolve('..new'), folder.resolve('..data'));
    await changed;
    expect(loaded.config.getString('backend.baseUrl')).toBe('v2');
  });

  it('tells every subscriber, even if one of them throws', async () => {
    const folder = createTempFolder({ 'app-config.yaml': 'a: 1' });
    let report = (_error: Error): void => {};
    const options = { root: folder.path, env: {}, schemas: [], watch: true };
    const loaded = await loadConfig({ ...options, onError: error => report(error) });
    cleanups.push(
      () => loaded.stop(),
      () => folder[Symbol.dispose](),
    );
    loaded.config.subscribe?.(() => {
      throw new Error('cannot follow');
    });
    let told = 0;
    loaded.config.subscribe?.(() => (told += 1));
    const reported = new Promise<Error>(resolve => (report = resolve));
    folder.write({ 'app-config.yaml': 'a: 2' });
    expect((await reported).message).toBe('cannot follow');
    expect(told).toBe(1);
    expect(loaded.config.getNumber('a')).toBe(2);
  });

  it('tells nobody when nothing changed, nor those who unsubscribed', async () => {
    const { folder, loaded, next } = await watched({ 'app-config.yaml': 'backend: {baseUrl: a}' });
    let calls = 0;
    const subscription = loaded.config.subscribe?.(() => (calls += 1));
    folder.write({ 'app-config.yaml': '# only a comment\nbackend: {baseUrl: a}' });
    subscription?.unsubscribe();
    const changed = next();
    setTimeout(() => folder.write({ 'app-config.yaml': 'backend: {baseUrl: b}' }), 200);
    await changed;
    expect(calls).toBe(0);
  });
});

describe('a configuration on a server', () => {
  it('is read with credentials, polled, and kept when the server fails', async () => {
    let answer = { status: 200, body: 'backend: {baseUrl: one}' };
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(answer.status).end(answer.body);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => server.close());
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    let wake = (_error?: Error): void => {};
    const loaded = await loadConfig({
      root: '/',
      args: ['--config', `http://user:hunter2@${host}/x.yaml`],
      env: {},
      schemas: [],
      watch: true,
      reloadInterval: { milliseconds: 20 },
      onError: error => wake(error),
    });
    cleanups.push(() => loaded.stop());
    loaded.config.subscribe?.(() => wake());
    expect(loaded.appConfigs[0]?.context).toBe(`http://${host}/x.yaml`);
    expect(seen[0]).toBe(`Basic ${Buffer.from('user:hunter2').toString('base64')}`);

    answer = { status: 200, body: 'backend: {baseUrl: two}' };
    await new Promise<void>(resolve => (wake = () => resolve()));
    expect(loaded.config.getString('backend.baseUrl')).toBe('two');

    answer = { status: 500, body: '' };
    const error = await new Promise<Error | undefined>(resolve => (wake = resolve));
    expect(error?.message).toContain(
      `http://${host}/x.yaml The configuration cannot be fetched: Error: the server answered 500`,
    );
    expect(error?.message).not.toContain('hunter2');
    expect(loaded.config.getString('backend.baseUrl')).toBe('two');
  });

  it('may not read files of this machine', async () => {
    const server = createServer((_request, response) =>
      response.end('a: {$file: /etc/passwd}\nb: {$include: /etc/x.json}'),
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const loading = loadConfig({ root: '/', args: ['--config', url], env: {}, schemas: [] });
    await expect(loading).rejects.toThrow(/'a' \$file cannot be used .*\n.*'b' \$include cannot be used/);
  });
});
