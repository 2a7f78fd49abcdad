import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** How many milliseconds a process takes from when it says `started` until it says that it is done. */
export async function busyMs(child: ChildProcess, done: string): Promise<number> {
  const closed = once(child, 'close');
  await hear(child, 'started');
  const start = performance.now();
  await hear(child, done);
  const ms = performance.now() - start;
  child.kill('SIGKILL');
  await closed;
  return ms;
}

/** Kills a process at a random moment after it has said `started`; tells whether it had not yet said that it is done. */
export async function killWhileBusy(child: ChildProcess, done: string, longestMs: number): Promise<boolean> {
  let isDone = false;
  child.on('message', message => (isDone ||= message === done));
  // By then all that it has said is heard.
  const closed = once(child, 'close');
  await hear(child, 'started');
  await sleep(Math.random() * longestMs);
  child.kill('SIGKILL');
  await closed;
  return !isDone;
}

async function hear(child: ChildProcess, awaited: string): Promise<void> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [unknown];
    if (message === awaited) return;
  }
}
