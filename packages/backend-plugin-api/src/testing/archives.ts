import { crc32, deflateRawSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar';
import type { ArchiveEntry } from '../files/archive-entry.ts';

/** An entry to put into an archive. */
export interface TestEntry {
  path: string;
  content?: string;
  link?: string;
  type?: HeaderData['type'];
}

/** A tar archive. */
export function tarOf(entries: TestEntry[], end = 1024): Buffer {
  const blocks = entries.flatMap(
    ({ path, content = '', link, type = link === undefined ? 'File' : 'SymbolicLink' }) => {
      const body = Buffer.from(content);
      const header = Buffer.alloc(512);
      new Header({
        path,
        type,
        size: body.length,
        mode: 0o640,
        mtime: new Date(1e12),
        ...(link !== undefined && { linkpath: link }),
      }).encode(header);
      return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
    },
  );
  return Buffer.concat([...blocks, Buffer.alloc(end)]);
}

/** A zip archive; `claimed` is the size that it says an entry has. */
export function zipOf(entries: (TestEntry & { claimed?: number; flags?: number })[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { path, content = '', link, claimed, flags = 0x800 } of entries) {
    const name = Buffer.from(path);
    const body = Buffer.from(link ?? content);
    const data = deflateRawSync(body);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt16LE(0x5821, 8);
    shared.writeUInt32LE(crc32(body), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(claimed ?? body.length, 18);
    shared.writeUInt16LE(name.length, 22);
    local.push(Buffer.from('504b0304', 'hex'), shared, name, data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((link === undefined ? 0o100644 : 0o120777) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.from('504b0102', 'hex'), Buffer.from([20, 3]), shared, rest, name);
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** Gives data piece by piece, as a network does. */
export async function* inChunks(data: Buffer, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

/** What is in an archive: texts of files and targets of links, by path. */
export async function summary(entries: AsyncIterable<ArchiveEntry>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const entry of entries) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry.content()) chunks.push(chunk);
    found[entry.path] = entry.type === 'link' ? `-> ${entry.target}` : Buffer.concat(chunks).toString();
  }
  return found;
}
