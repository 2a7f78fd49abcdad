import { spawn, spawnSync } from 'node:child_process';
import { createServer, connect, type AddressInfo } from 'node:net';

/** Whether a program is on this machine. */
export function isInstalled(program: string): boolean {
  return spawnSync('which', [program]).status === 0;
}

/** Starts a cache server on a port, a free one unless told, and waits until it takes connections. */
export async function startServer(program: 'redis-server' | 'memcached', given?: number) {
  const port = given ?? (await freePort());
  const args =
    program === 'memcached'
      ? ['-p', String(port), '-l', '127.0.0.1', '-u', 'nobody']
      : ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp'];
  const child = spawn(program, args, { stdio: 'ignore' });
  while (!(await accepts(port))) await new Promise(resolve => setTimeout(resolve, 20));
  const stop = async () => {
    const closed = new Promise(resolve => child.once('close', resolve));
    child.kill('SIGKILL');
    await closed;
  };
  return { port, stop, [Symbol.asyncDispose]: stop };
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
