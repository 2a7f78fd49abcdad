import { englishUiText, type UiText } from '../ui-text.tsx';

/** An error in the parts that a screen shows. */
export interface ErrorDescription {
  /** Why it failed, in the words of whoever knows best. */
  message: string;
  /** What is known to be behind it: no server answered, the session has ended, or a permission is missing. */
  reason: 'unreachable' | 'signedOut' | 'forbidden' | undefined;
  /** What to quote to those who can read the logs. */
  logId: string | undefined;
  /** The chain of causes with their names, for those who want to know. */
  details: string | undefined;
  /** The HTTP status, if a server answered. */
  status: number | undefined;
}

interface Thrown {
  name?: unknown;
  message?: unknown;
  cause?: unknown;
  statusCode?: unknown;
}

/**
 * Takes apart whatever was thrown. An answer of a server is described by the
 * error that the server names, in its own words where they tell more than
 * those of `text`; pages that a proxy has put in its place are left out.
 */
export function describeError(error: unknown, text: UiText = englishUiText): ErrorDescription {
  const chain = toChain(error);
  const [outer] = chain;
  const code = chain.map(({ statusCode }) => statusCode).find(value => typeof value === 'number');
  const status = typeof code === 'number' ? code : undefined;
  const telling = status !== undefined && chain[1] ? chain[1] : outer;
  const raw = withoutPage(typeof telling?.message === 'string' ? telling.message : String(error));
  const reason = chain.some(isUnanswered) ? 'unreachable' : reasons[status ?? 0];
  return {
    message: toMessage(raw, reason, text) || 'Unknown error',
    reason,
    logId: /\blogId=([0-9a-f]+)/.exec(raw)?.[1],
    details: chain.length > 1 ? chain.map(toLine).join('\n') : undefined,
    status,
  };
}

const reasons: Readonly<Record<number, ErrorDescription['reason']>> = { 401: 'signedOut', 403: 'forbidden' };

function toMessage(raw: string, reason: ErrorDescription['reason'], text: UiText): string {
  if (reason === 'unreachable') return text.unreachable;
  if (reason === 'signedOut') return text.signedOut;
  const permission = reason === 'forbidden' ? /permission '([^']+)'/.exec(raw)?.[1] : undefined;
  if (permission !== undefined) return text.forbiddenText(permission);
  return raw.replace(/\s*logId=[0-9a-f]+/, '').trim();
}

/** A request that got no answer. Each browser says it in its own words. */
function isUnanswered({ name, message }: Thrown): boolean {
  return name === 'TypeError' && /^(?:failed to fetch$|load failed|networkerror )/i.test(String(message));
}

function withoutPage(message: string): string {
  return message.replace(/[,\s]*<(?:!doctype|html|head|body)\b[\s\S]*/i, '');
}

function toChain(error: unknown): Thrown[] {
  const chain: Thrown[] = [];
  for (let current = error; typeof current === 'object' && current !== null && chain.length < 6;) {
    chain.push(current);
    current = (current as Thrown).cause;
  }
  return chain;
}

function toLine({ name, message }: Thrown): string {
  return `${typeof name === 'string' ? name : 'Error'}: ${withoutPage(String(message))}`;
}
