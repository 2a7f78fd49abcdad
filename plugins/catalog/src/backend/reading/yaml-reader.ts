import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { JsonValue } from '@portico/config';
import { InputError } from '@portico/errors';
import { startThread } from '../start-thread.ts';
import { readYamlEntities, readYamlValue } from './read-yaml.ts';
import type { YamlDocument } from './yaml-document.ts';

/** Reads YAML that others wrote. What is wrong with it never takes the portal's thread or memory. */
export interface YamlReader {
  /** The documents of a file of entities. @throws InputError when it cannot be read in time, or in the memory that it may use. */
  readEntities(text: string, source: string): Promise<YamlDocument[]>;
  /** The only value of a text. @throws InputError when it has faults, or more than one document. */
  readValue(text: string): Promise<JsonValue>;
  stop(): Promise<void>;
}

/** What the thread is asked. */
export type YamlQuestion =
  | { method: 'readEntities'; text: string; source: string }
  | { method: 'readValue'; text: string };

/** What the thread answers; a message for what is wrong with the text. */
export type YamlAnswer = { result: unknown } | { fault: string };

/** How much a text may take. */
export interface YamlReaderLimits {
  /** Characters that are read without the thread within a tenth of a second, of one text or several. */
  maxInline: number;
  /** Milliseconds for one text. */
  timeout: number;
  maxMegabytes: number;
}

const defaultLimits: YamlReaderLimits = { maxInline: 20_000, timeout: 60_000, maxMegabytes: 768 };
const idleMs = 10_000;
const inlineWindowMs = 100;

/**
 * A reader that gives long texts, and short ones when many come at a time, one
 * after the other to a thread that can be ended: a few megabytes of YAML may
 * take minutes and gigabytes to be read. The thread ends by itself when there is
 * nothing to read for a while.
 */
export function createYamlReader(limits: Partial<YamlReaderLimits> = {}): YamlReader {
  const { maxInline, timeout, maxMegabytes } = { ...defaultLimits, ...limits };
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  const inline = { since: 0, length: 0 };

  function isInline({ length }: string): boolean {
    if (performance.now() - inline.since > inlineWindowMs) {
      inline.since = performance.now();
      inline.length = 0;
    }
    if (inline.length + length > maxInline) return false;
    inline.length += length;
    return true;
  }

  async function start(): Promise<Worker> {
    const resourceLimits = { maxOldGenerationSizeMb: maxMegabytes };
    const started = startThread('yaml-thread', import.meta.url, { resourceLimits });
    // Its first message says that it is ready.
    await once(started, 'message');
    return started;
  }

  async function ask<T>(question: YamlQuestion): Promise<T> {
    clearTimeout(idle);
    worker ??= await start();
    const ending = await converse(worker, question, timeout);
    if ('end' in ending) {
      await stop();
      throw new InputError(
        `The YAML ${reasons(timeout, maxMegabytes)[ending.end]}. Split it, or simplify it`,
      );
    }
    idle = setTimeout(() => void stop(), idleMs);
    idle.unref();
    if ('fault' in ending) throw new InputError(ending.fault);
    // The thread answers with what the method returns.
    return ending.result as T;
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    const stopped = worker;
    worker = undefined;
    await stopped?.terminate();
  }

  function queue<T>(question: YamlQuestion): Promise<T> {
    const answer = turn.then(() => ask<T>(question));
    turn = answer.catch(() => undefined);
    return answer;
  }

  return {
    readEntities: async (text, source) =>
      isInline(text) ? readYamlEntities(text, source) : queue({ method: 'readEntities', text, source }),
    readValue: async text => (isInline(text) ? readYamlValue(text) : queue({ method: 'readValue', text })),
    stop,
  };
}

type Ending = YamlAnswer | { end: 'late' | 'failed' };

/** Asks, and resolves to the answer or to why there is none. */
async function converse(worker: Worker, question: YamlQuestion, timeout: number): Promise<Ending> {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  const onFailure = (): void => resolve({ end: 'failed' });
  const timer = setTimeout(() => resolve({ end: 'late' }), timeout);
  worker.once('message', resolve).once('error', onFailure).once('exit', onFailure);
  worker.postMessage(question);
  const ending = await promise;
  clearTimeout(timer);
  worker.off('message', resolve).off('exit', onFailure);
  // An error that comes while the thread is being ended would end the process.
  if (!('end' in ending)) worker.off('error', onFailure);
  return ending;
}

function reasons(timeout: number, maxMegabytes: number): Record<'late' | 'failed', string> {
  return {
    late: `takes longer than ${timeout / 1000} seconds to read`,
    failed: `takes more than ${maxMegabytes} MB of memory to read`,
  };
}
