import type { Browser } from 'playwright-core';

/** What the main thread of a page did for a while, in ms. */
export interface MainThread {
  /** The longest task by the clock. */
  longestMs: number;
  /** The longest task by the time it had a processor, which other programs of the machine do not lengthen. */
  longestCpuMs: number;
  /** All tasks by the time they had a processor. */
  cpuMs: number;
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds by the clock, and with a processor. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** Records the tasks of the pages' main threads while something happens. */
export async function recordTasks(browser: Browser, happens: () => Promise<void>): Promise<MainThread> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
  });
  await happens();
  const complete = new Promise(done => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return summarize(events);
}

function summarize(events: readonly TraceEvent[]): MainThread {
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const thread: MainThread = { longestMs: 0, longestCpuMs: 0, cpuMs: 0 };
  for (const { name, pid, tid, dur = 0, tdur = 0 } of events) {
    if (name !== 'ThreadControllerImpl::RunTask' || !threads.has(`${pid} ${tid}`)) continue;
    thread.longestMs = Math.max(thread.longestMs, dur / 1000);
    thread.longestCpuMs = Math.max(thread.longestCpuMs, tdur / 1000);
    thread.cpuMs += tdur / 1000;
  }
  return thread;
}
