import { isErrorLike } from '@portico/errors';

/** What became of a request to a host. */
export interface ReadRequest {
  url: string;
  outcome: 'read' | 'unchanged' | 'failed';
  /** The HTTP status of the answer, if there was one. */
  status?: number;
  /** Milliseconds until the answer was there. */
  ms: number;
  /** The host could not be reached or was in trouble itself, rather than having nothing to give. */
  hostFailed: boolean;
}

/** Describes a request that a reader has answered, or failed with an error. */
export function toReadRequest(asked: { url: string; ms: number }, error?: unknown): ReadRequest {
  const { url, ms } = asked;
  const isHttp = /^https?:/i.test(url);
  if (error === undefined) {
    return { url, ms, outcome: 'read', hostFailed: false, ...(isHttp && { status: 200 }) };
  }
  if (isErrorLike(error) && error.name === 'NotModifiedError') {
    return { url, ms, outcome: 'unchanged', hostFailed: false, ...(isHttp && { status: 304 }) };
  }
  const status =
    isErrorLike(error) && typeof error['hostStatus'] === 'number' ? error['hostStatus'] : undefined;
  const hostFailed = status === undefined ? !isRefusal(error) : status >= 500;
  return { url, ms, outcome: 'failed', hostFailed, ...(status !== undefined && { status }) };
}

const refusals = new Set([
  'InputError',
  'AuthenticationError',
  'NotAllowedError',
  'NotFoundError',
  'NotImplementedError',
]);

/** Whether somebody was there to say no: the host, or the portal before it asked. */
function isRefusal(error: unknown): boolean {
  return isErrorLike(error) && refusals.has(error.name);
}
