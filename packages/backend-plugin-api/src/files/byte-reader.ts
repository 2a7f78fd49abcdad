import { InputError } from '@portico/errors';

/** Takes bytes from a stream in the portions that a format asks for. */
export interface ByteReader {
  /** Exactly so many bytes. Throws `InputError` if the stream ends before. */
  take(count: number): Promise<Buffer>;
  /** So many bytes as they come, at most. Each call gives at least one; an end before throws `InputError`. */
  takeSome(atMost: number): Promise<Uint8Array>;
}

/** Reads from chunks of any size. */
export function createByteReader(source: AsyncIterator<Uint8Array>): ByteReader {
  let rest: Uint8Array = new Uint8Array();

  async function takeSome(atMost: number): Promise<Uint8Array> {
    while (rest.byteLength === 0) {
      const next = await source.next();
      if (next.done) throw new InputError('The archive breaks off. Fetch it again');
      rest = next.value;
    }
    const some = rest.subarray(0, atMost);
    rest = rest.subarray(some.byteLength);
    return some;
  }

  return {
    takeSome,
    async take(count) {
      const parts: Uint8Array[] = [];
      for (let missing = count; missing > 0;) {
        const some = await takeSome(missing);
        parts.push(some);
        missing -= some.byteLength;
      }
      return Buffer.concat(parts);
    },
  };
}
