import { existsSync, readdirSync, readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/** What a server was seen to do. */
export interface Load {
  /** Requests a second. */
  rate: number;
  /** Microseconds of its processor time a request, in all threads; NaN where there is no `/proc`. */
  cpu: number;
}

/** Asks one question over 16 connections, for so many seconds. Throws when an answer is an error. */
export async function measureLoad(options: {
  url: string;
  /** Of the server. */
  pid: number | undefined;
  seconds: number;
  body?: object | undefined;
  token?: string | undefined;
}): Promise<Load> {
  const { url, pid, seconds, body, token } = options;
  const before = cpuMicroseconds(pid);
  const result = await autocannon({
    url,
    connections: 16,
    duration: seconds,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const failed = result.non2xx + result.errors;
  if (failed > 0) throw new Error(`${url} failed ${failed} times`);
  const { total } = result.requests;
  return { rate: total / result.duration, cpu: (cpuMicroseconds(pid) - before) / total };
}

/** What else the machine does changes this little, unlike the time that passes. */
function cpuMicroseconds(pid: number | undefined): number {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return Number.NaN;
  let nanoseconds = 0;
  for (const task of readdirSync(tasks)) {
    const file = `${tasks}/${task}/schedstat`;
    if (existsSync(file)) nanoseconds += Number(readFileSync(file, 'utf8').split(' ')[0]);
  }
  return nanoseconds / 1_000;
}
