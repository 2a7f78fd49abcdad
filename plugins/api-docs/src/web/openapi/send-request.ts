import type { BuiltRequest } from './build-request.ts';

/** What came back. */
export interface ReceivedAnswer {
  status: number;
  statusText: string;
  milliseconds: number;
  headers: [name: string, value: string][];
  /** The body as text, JSON indented; cut after a million characters. */
  body: string;
  isCut: boolean;
  isJson: boolean;
}

/** Why nothing came back. */
export type SendFault =
  /** The page's Content-Security-Policy does not list the host. */
  | { code: 'policy'; origin: string }
  /** No connection, or the API does not allow pages of other hosts (CORS); browsers do not tell which. */
  | { code: 'network'; origin: string; isMixed: boolean };

const maxBody = 1_000_000;

/**
 * Sends a request as anybody: without cookies, without the session of the
 * portal, without telling where it comes from.
 */
export async function sendRequest(
  request: BuiltRequest,
  signal: AbortSignal,
): Promise<ReceivedAnswer | SendFault> {
  const { url } = request;
  const { origin, protocol } = new URL(url);
  let isRefused = false;
  const note = ({ blockedURI }: SecurityPolicyViolationEvent): void => {
    if (blockedURI.startsWith(origin)) isRefused = true;
  };
  document.addEventListener('securitypolicyviolation', note);
  const start = performance.now();
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    const text = await response.text();
    return describeAnswer(response, text, performance.now() - start);
  } catch (error) {
    if (signal.aborted) throw error;
    // The event comes after the promise has failed.
    await new Promise(resolve => setTimeout(resolve, 50));
    if (isRefused) return { code: 'policy', origin };
    return { code: 'network', origin, isMixed: location.protocol === 'https:' && protocol === 'http:' };
  } finally {
    document.removeEventListener('securitypolicyviolation', note);
  }
}

function describeAnswer(response: Response, text: string, milliseconds: number): ReceivedAnswer {
  const cut = text.slice(0, maxBody);
  const json = cut.length === text.length ? indentJson(cut) : undefined;
  return {
    status: response.status,
    statusText: response.statusText,
    milliseconds: Math.round(milliseconds),
    headers: [...response.headers],
    body: json ?? cut,
    isCut: cut.length < text.length,
    isJson: json !== undefined,
  };
}

function indentJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}
