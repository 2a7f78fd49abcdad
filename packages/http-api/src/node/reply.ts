import type { Readable } from 'node:stream';

/** An answer that is more than a JSON value with the usual status. */
export interface ReplyOptions {
  /** The status of the definition unless given. */
  status?: number;
  headers?: Record<string, string | number | readonly string[]>;
  /** Compared with what the client has (304 when it is the same), and sent with the answer. */
  etag?: string;
  /** A value to send as JSON. */
  json?: unknown;
  /** JSON text, or its bytes in UTF-8, which is sent as it is. */
  jsonText?: string | Uint8Array;
  /** Any text or bytes; their type goes into `headers`. */
  body?: string | Uint8Array;
  /** What is sent piece by piece as it comes; its type goes into `headers`. */
  stream?: Readable | AsyncIterable<string | Uint8Array>;
}

/** An answer as a handler gives it, see {@link reply}. */
export class Reply {
  readonly options: ReplyOptions;

  constructor(options: ReplyOptions) {
    this.options = options;
  }
}

/** Answers with a status, headers, text or a stream of one's own. */
export function reply(options: ReplyOptions): Reply {
  return new Reply(options);
}

/** Answers with JSON text, or its bytes, that exists already, which is neither parsed nor checked. */
export function rawJson(text: string | Uint8Array): Reply {
  return new Reply({ jsonText: text });
}
