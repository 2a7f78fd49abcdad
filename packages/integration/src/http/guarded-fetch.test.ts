import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGuardedFetch, type GuardedFetchOptions } from './guarded-fetch.ts';
import type { HostTrust } from './guarded-lookup.ts';

const open: { close(): void }[] = [];
afterEach(() => open.splice(0).forEach(each => each.close()));

async function serve(
  listener: RequestListener,
): Promise<{ url: string; port: number; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, requests };
}

const trusting = (options: Partial<GuardedFetchOptions> = {}) =>
  createGuardedFetch({ trust: () => 'trusted', ...options });
const redirectTo =
  (location: string, status = 302) =>
  (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { location }).end();
  };

describe('createGuardedFetch', () => {
  it('gives status, headers and body, unpacked', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/304') return response.writeHead(304, { etag: '"x"' }).end();
      return response.writeHead(200, { 'content-encoding': 'gzip', etag: '"1"' }).end(gzipSync('hello'));
    });
    const response = await trusting()(url);
    expect([response.status, response.headers.get('etag'), await response.text()]).toEqual([
      200,
      '"1"',
      'hello',
    ]);
    expect((await trusting()(`${url}/304`)).status).toBe(304);
  });

  it('follows redirects, with the credentials for the first origin only', async () => {
    const second = await serve((_request, response) => response.end('there'));
    const first = await serve((request, response) =>
      request.url === '/a'
        ? redirectTo('/b')(request, response)
        : redirectTo(`${second.url}/c`)(request, response),
    );
    const headers = {
      authorization: 'Bearer t',
      'private-token': 't',
      cookie: 'c',
      accept: 'x/y',
      'x-api-key': 't',
    };
    const response = await trusting()(`${first.url}/a`, { headers });
    expect(await response.text()).toBe('there');
    expect(first.requests.map(request => request.headers.authorization)).toEqual(['Bearer t', 'Bearer t']);
    const [arrived] = second.requests;
    expect(arrived?.headers).toMatchObject({ accept: 'x/y' });
    for (const name of ['authorization', 'private-token', 'cookie', 'x-api-key'])
      expect(arrived?.headers).not.toHaveProperty(name);
  });

  it('judges every hop', async () => {
    const secret = await serve((_request, response) => response.end('secret'));
    const { url } = await serve(redirectTo(`${secret.url}/x?token=abc`));
    const trust = (asked: URL): HostTrust => (asked.origin === url ? 'trusted' : 'refused');
    await expect(createGuardedFetch({ trust })(url)).rejects.toThrow(
      /token=\*\*\*', to which .* redirects, is not allowed/,
    );
    const publicOnly = (asked: URL): HostTrust => (asked.origin === url ? 'trusted' : 'public');
    await expect(createGuardedFetch({ trust: publicOnly })(url)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(secret.requests).toEqual([]);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[::ffff:169.254.169.254]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]:80/',
    'http://10.0.0.1/',
  ])('does not go to %s for somebody else', async target => {
    const { url } = await serve(redirectTo(target));
    const trust = (asked: URL): HostTrust => (asked.origin === url ? 'trusted' : 'public');
    await expect(createGuardedFetch({ trust })(url)).rejects.toMatchObject({ name: 'NotAllowedError' });
    await expect(createGuardedFetch({ trust: () => 'public' })(target)).rejects.toThrow(
      /not reached from outside/,
    );
  });

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'ftp://host/x', 'http://'])(
    'does not follow to %s',
    async target => {
      const { url } = await serve(redirectTo(target));
      await expect(trusting()(url)).rejects.toThrow(/must not lead/);
    },
  );

  it('does not go from https to http', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const before = getCACertificates('default');
    setDefaultCACertificates([...before, cert]);
    const server = https.createServer({ key, cert }, redirectTo('http://127.0.0.1:1/'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    open.push(server, { close: () => setDefaultCACertificates(before) });
    const { port } = server.address() as AddressInfo;
    await expect(trusting()(`https://127.0.0.1:${port}/`)).rejects.toThrow(/must not lead/);
  });

  it('connects to the address that it has checked, and to no other', async () => {
    const { port, requests } = await serve((_request, response) => response.end('inside'));
    let asked = 0;
    const lookup: LookupFunction = (_hostname, _options, callback) => {
      asked += 1;
      callback(null, [{ address: asked === 1 ? '127.0.0.1' : '93.184.216.34', family: 4 }]);
    };
    const fetch = createGuardedFetch({ trust: () => 'public', lookup });
    await expect(fetch(`http://rebinding.test:${port}/`)).rejects.toThrow(
      /'rebinding.test' is at '127.0.0.1'/,
    );
    expect([asked, requests.length]).toEqual([1, 0]);
    const mixed: LookupFunction = (_hostname, _options, callback) => {
      callback(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    };
    await expect(
      createGuardedFetch({ trust: () => 'public', lookup: mixed })(`http://mixed.test:${port}/`),
    ).rejects.toThrow(/'mixed.test' is at '127.0.0.1'/);
  });

  it('reaches trusted names in the own network, and never by name the metadata of a cloud', async () => {
    const { port } = await serve((_request, response) => response.end('inside'));
    const at = (address: string) => {
      const lookup: LookupFunction = (_hostname, _options, callback) =>
        callback(null, [{ address, family: 4 }]);
      return createGuardedFetch({ trust: () => 'trusted', lookup })(`http://intranet.test:${port}/`);
    };
    expect(await (await at('127.0.0.1')).text()).toBe('inside');
    await expect(at('169.254.169.254')).rejects.toMatchObject({ name: 'NotAllowedError' });
  });

  it('goes through the proxy of the environment, and judges the addresses that it can', async () => {
    const proxy = await serve((request, response) => response.end(`proxied ${request.url}`));
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    vi.stubEnv('HTTP_PROXY', `http://localhost:${proxy.port}`);
    const fetch = createGuardedFetch({ trust: () => 'public' });
    vi.unstubAllEnvs();
    expect(await (await fetch('http://somewhere.test/x')).text()).toBe('proxied http://somewhere.test/x');
    await expect(fetch('http://10.0.0.1/x')).rejects.toMatchObject({ name: 'NotAllowedError' });
    await expect(fetch('http://localhost:1/x')).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(proxy.requests).toHaveLength(1);
  });

  it('gives up on redirects without end, and on one of a POST', async () => {
    const { url, requests } = await serve((request, response) =>
      redirectTo(`${request.url}x`)(request, response),
    );
    await expect(trusting()(`${url}/`)).rejects.toThrow(/redirects more than 5 times/);
    expect(requests).toHaveLength(6);
    await expect(trusting()(url, { method: 'POST', body: 'x' })).rejects.toThrow(/redirects a POST/);
  });

  it('reads no more than it may', async () => {
    const { url } = await serve((_request, response) => {
      const write = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        response.once('drain', write);
      };
      write();
    });
    const response = await trusting({ limits: { maxBytes: 1_000_000 } })(url);
    await expect(response.arrayBuffer()).rejects.toThrow(/longer than 1000000 bytes/);
    const bomb = await serve((_request, other) => {
      other.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000)));
    });
    const zipped = await trusting({ limits: { maxBytes: 1_000_000 } })(bomb.url);
    await expect(zipped.arrayBuffer()).rejects.toThrow(/longer than 1000000 bytes/);
  });

  it('gives up on silence, and on a trickle', async () => {
    const silent = await serve(() => undefined);
    await expect(trusting({ limits: { idleTimeout: 50 } })(silent.url)).rejects.toThrow(
      /was silent for 50 ms/,
    );
    const trickle = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    });
    const limits = { totalTimeout: 200, idleTimeout: 600_000 };
    const read = async () => (await trusting({ limits })(trickle.url)).text();
    await expect(read()).rejects.toThrow(/took longer than 200 ms/);
  });

  it('stops when told to, with the reason that it was given', async () => {
    const { url } = await serve((_request, response) => void response.write('x'));
    const stop = new AbortController();
    const response = await trusting()(url, { signal: stop.signal });
    const reading = response.text();
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    await expect(trusting()(url, { signal: stop.signal })).rejects.toThrow('enough');
  });

  it('names what goes wrong on the way', async () => {
    const short = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('only this');
      setTimeout(() => response.socket?.destroy(), 20);
    });
    const unavailable = { name: 'ServiceUnavailableError' };
    await expect((await trusting()(short.url)).text()).rejects.toMatchObject(unavailable);
    const broken = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip');
    });
    await expect((await trusting()(broken.url)).text()).rejects.toThrow(/wrongly compressed/);
    await expect(trusting()('http://127.0.0.1:1/')).rejects.toThrow(/cannot be read: ECONNREFUSED/);
    await expect(trusting()('http://user:pass@127.0.0.1:1/')).rejects.toThrow(
      /^(?!.*pass@).*has a user or password/,
    );
    await expect(trusting()('no url')).rejects.toMatchObject({ name: 'InputError' });
  });
});
