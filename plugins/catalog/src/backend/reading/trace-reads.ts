import type { Outcome, ReadTrace } from '../engine/outcome.ts';
import type { PoliteReader } from './polite-reader.ts';
import type { ReadRequest } from './read-request.ts';

/** Processes an entity, and notes in the outcome how the hosts have answered. */
export async function traceReads(reader: PoliteReader, process: () => Promise<Outcome>): Promise<Outcome> {
  const { result: outcome, requests } = await reader.watch(process);
  if (requests.length === 0) return outcome;
  const { reads } = outcome.trail;
  return {
    ...outcome,
    hostFailed: outcome.errors.length > 0 && requests.some(request => request.hostFailed),
    trail: { ...outcome.trail, ...(reads && { reads: reads.map(read => complete(read, requests)) }) },
  };
}

function complete(read: ReadTrace, requests: readonly ReadRequest[]): ReadTrace {
  const request = requests.find(({ url }) => read.target === `url:${url}`);
  if (!request) return read;
  const { outcome, status, ms } = request;
  return {
    ...read,
    ...(read.status === 'read' && outcome === 'unchanged' && { status: 'unchanged' }),
    ...(status !== undefined && { httpStatus: status }),
    ms: Math.round(ms * 10) / 10,
  };
}
