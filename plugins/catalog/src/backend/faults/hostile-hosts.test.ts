import { gzipSync } from 'node:zlib';
import type { EntityExplanation } from '@portico/catalog-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { componentYaml, type HostileWorld, locationYaml, page, startHostileWorld } from './hostile-world.ts';

let world: HostileWorld;
beforeEach(async () => {
  world = await startHostileWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

/** Waits until the catalog has tried to read a location. */
async function explainRead(ref: string, { client } = world): Promise<EntityExplanation> {
  return vi.waitFor(async () => {
    const found = await client.explain(ref);
    if (!found.schedule.lastProcessedAt) throw new Error(`'${ref}' is ${found.state}: ${found.summary}`);
    return found;
  });
}

async function registerPage(path: string, text = componentYaml(path.slice(1))): Promise<string> {
  world.host.pages.set(path, page(text));
  return world.register(world.host.url + path);
}

async function expectServed(name: string): Promise<void> {
  await vi.waitFor(async () => {
    expect(await world.client.getEntityByRef(`component:default/${name}`)).toBeDefined();
  });
}

/** A gigabyte, as fast as it is taken; tells how much that was. */
function endless(): { taken(): number; listener: ReturnType<typeof page> } {
  let taken = 0;
  const chunk = Buffer.from(`# ${'x'.repeat(65_533)}\n`);
  return {
    taken: () => taken,
    listener: (_request, response) => {
      const write = (): void => {
        while (taken < 2 ** 30 && !response.destroyed) {
          taken += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', write);
            return;
          }
        }
        response.end();
      };
      write();
    },
  };
}

describe('a location whose host', () => {
  const private_ = 'http://169.254.169.254/latest/meta-data';
  it.each([
    ['answers 500', page('oops', { status: 500 }), /500/],
    ['answers 404', page('', { status: 404 }), /NotFoundError/],
    ['answers 401', page('', { status: 401 }), /401|without signing in/],
    [
      'sends a web page',
      page('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } }),
      /web page/i,
    ],
    [
      'redirects to a private address',
      page('', { status: 302, headers: { location: private_ } }),
      /not allowed/,
    ],
    [
      'redirects to a file',
      page('', { status: 302, headers: { location: 'file:///etc/passwd' } }),
      /must not lead/,
    ],
    [
      'redirects to itself for ever',
      page('', { status: 302, headers: { location: '/bad' } }),
      /redirects more than/,
    ],
    [
      'hangs up',
      (request: { socket: { destroy(): void } }) => request.socket.destroy(),
      /cannot be read|ServiceUnavailable/,
    ],
    [
      'sends half of it',
      (
        _: unknown,
        response: {
          writeHead(status: number, headers: object): void;
          write(text: string): void;
          socket: { destroy(): void } | null;
        },
      ) => {
        response.writeHead(200, { 'content-length': '100000' });
        response.write(componentYaml('half'));
        setTimeout(() => response.socket?.destroy(), 20);
      },
      /ServiceUnavailable/,
    ],
    [
      'packs a bomb',
      page(gzipSync(Buffer.alloc(200_000_000, ' ')) as unknown as string, {
        headers: { 'content-encoding': 'gzip' },
      }),
      /is longer than/,
    ],
  ] as const)('%s has that as its error, and others are read', async (_what, listener, message) => {
    world.host.pages.set('/bad', listener as ReturnType<typeof page>);
    const bad = await world.register(`${world.host.url}/bad`);
    await registerPage('/good');
    const explained = await explainRead(bad);
    expect(explained.errors.map(({ name, message: text }) => `${name}: ${text}`).join()).toMatch(message);
    expect(explained.schedule.nextCheckAt).toBeDefined();
    await expectServed('good');
    expect(
      await world.send('/locations?dryRun=true', { body: { type: 'url', target: `${world.host.url}/bad` } }),
    ).toMatchObject({ status: 400 });
  });

  it('says nothing has that as its error', async () => {
    await using impatient = await startHostileWorld({ maxSilence: 300 });
    impatient.host.pages.set('/silent', () => undefined);
    const explained = await explainRead(await impatient.register(`${impatient.host.url}/silent`), impatient);
    expect(explained.errors[0]?.message).toMatch(/was silent for 300 ms/);
  });

  it('never comes to an end is not listened to for ever, and keeps what it has given', async () => {
    await using impatient = await startHostileWorld({ maxDuration: 5000 });
    const { host, client } = impatient;
    host.pages.set('/drip', page(componentYaml('drip')));
    const ref = await impatient.register(`${host.url}/drip`);
    await vi.waitFor(async () => {
      expect(await client.getEntityByRef('component:default/drip')).toBeDefined();
    });
    host.pages.set('/drip', (_request, response) => {
      const dripping = setInterval(() => response.write('# \n'), 50);
      response.on('close', () => clearInterval(dripping));
    });
    await client.refreshEntity('component:default/drip');
    await vi.waitFor(async () => {
      const { errors } = await client.explain(ref);
      expect(errors.map(({ message }) => message).join()).toMatch(/5000 ms/);
    });
    expect(await client.getEntityByRef('component:default/drip')).toBeDefined();
    host.pages.set('/good', page(componentYaml('good')));
    await impatient.register(`${host.url}/good`);
    await vi.waitFor(async () => {
      expect(await client.getEntityByRef('component:default/good')).toBeDefined();
    });
  });

  it('sends a gigabyte is not listened to for long', async () => {
    const { taken, listener } = endless();
    world.host.pages.set('/huge', listener);
    const before = process.memoryUsage().rss;
    const explained = await explainRead(await world.register(`${world.host.url}/huge`));
    expect(explained.errors[0]?.message).toMatch(/is longer than 52428800 bytes/);
    expect(taken()).toBeLessThan(200 * 2 ** 20);
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 2 ** 20);
    await registerPage('/good');
    await expectServed('good');
  });

  it('asks for a pause is left alone until then, and its entities stay', async () => {
    const ref = await registerPage('/paused');
    await expectServed('paused');
    const asked = world.host.requests.length;
    world.host.pages.set('/paused', page('', { status: 429, headers: { 'retry-after': '3600' } }));
    await world.client.refreshEntity('component:default/paused');
    await vi.waitFor(() => expect(world.host.requests.length).toBe(asked + 1));
    await world.client.refreshEntity('component:default/paused');
    const explained = await vi.waitFor(async () => {
      const found = await world.client.explain(ref);
      expect(Date.parse(found.schedule.nextCheckAt ?? '')).toBeGreaterThan(Date.now() + 3_000_000);
      return found;
    });
    expect(explained.errors).toEqual([]);
    expect(world.host.requests.length).toBe(asked + 1);
    const paused = await world.client.getEntityByRef('component:default/paused');
    expect(paused?.status).toBeUndefined();
  });

  it('keeps many waiting does not keep others waiting', async () => {
    const { host, client } = world;
    for (let n = 0; n < 30; n += 1) {
      host.pages.set(`/slow-${n}`, () => undefined);
      await world.register(`${host.url.replace('localhost', '127.0.0.1')}/slow-${n}`);
    }
    await vi.waitFor(() => expect(host.requests.length).toBeGreaterThan(5));
    host.pages.set('/good', page(componentYaml('good')));
    await world.register(`${host.url}/good`);
    await vi.waitFor(async () => {
      expect(await client.getEntityByRef('component:default/good')).toBeDefined();
    });
  });
});

describe('locations that lead to one another', () => {
  it('come to an end', async () => {
    const url = world.host.url;
    world.host.pages.set('/a', page(locationYaml('a', { targets: ['./b', './a', `${url}/c`] })));
    world.host.pages.set('/b', page(locationYaml('b', { target: './a' })));
    world.host.pages.set(
      '/c',
      page(`${locationYaml('c', { target: './c' })}\n---\n${componentYaml('leaf')}`),
    );
    await world.register(`${url}/a`);
    await expectServed('leaf');
    await registerPage('/good');
    await expectServed('good');
    const dryRun = await world.send('/locations?dryRun=true', { body: { type: 'url', target: `${url}/a` } });
    expect([dryRun.status, dryRun.text]).toEqual([400, expect.stringContaining('more than once')]);
    await vi.waitFor(async () => {
      const counted = world.host.requests.length;
      await new Promise(done => setTimeout(done, 500));
      expect(world.host.requests.length).toBe(counted);
    });
  });
});
