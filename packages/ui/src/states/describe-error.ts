/** An error in the parts that a screen shows. */
export interface ErrorDescription {
  /** Why it failed, in the words of whoever knows best. */
  message: string;
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

/** Takes apart whatever was thrown. An answer of a server is described by the error that the server names. */
export function describeError(error: unknown): ErrorDescription {
  const chain = toChain(error);
  const [outer] = chain;
  const status = chain.map(({ statusCode }) => statusCode).find(code => typeof code === 'number');
  const telling = status !== undefined && chain[1] ? chain[1] : outer;
  const raw = typeof telling?.message === 'string' ? telling.message : String(error);
  const logId = /\blogId=([0-9a-f]+)/.exec(raw)?.[1];
  return {
    message: raw.replace(/\s*logId=[0-9a-f]+/, '').trim() || 'Unknown error',
    logId,
    details: chain.length > 1 ? chain.map(toLine).join('\n') : undefined,
    status: typeof status === 'number' ? status : undefined,
  };
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
  return `${typeof name === 'string' ? name : 'Error'}: ${String(message)}`;
}
