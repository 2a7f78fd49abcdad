import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { create } from 'tar';

/** The files of a repository; a value that starts with `->` is a symbolic link. */
export type TestFiles = Readonly<Record<string, string>>;

/** A gzipped tar archive, with all paths below a folder, as hosts make them. */
export async function tarOf(files: TestFiles, prefix: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-test-tar-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (content.startsWith('->')) symlinkSync(content.slice(2), join(folder, path));
      else writeFileSync(join(folder, path), content);
    }
    const packed = create({ cwd: folder, gzip: true, prefix, portable: true }, Object.keys(files));
    const chunks: Uint8Array[] = [];
    for await (const chunk of packed as AsyncIterable<Uint8Array>) chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A zip archive. */
export function zipOf(files: TestFiles): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)];
    const data = deflateRawSync(content);
    const shared = Buffer.alloc(26);
    for (const [at, value] of [
      [0, 20],
      [2, 0x800],
      [4, 8],
      [8, 0x5821],
      [22, name.length],
    ] as const) {
      shared.writeUInt16LE(value, at);
    }
    for (const [at, value] of [
      [10, crc32(content)],
      [14, data.length],
      [18, content.length],
    ] as const) {
      shared.writeUInt32LE(value, at);
    }
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    local.push(Buffer.from('504b0304', 'hex'), shared, name, data);
    central.push(Buffer.from('504b01021403', 'hex'), shared, place, name);
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length / 4, 4);
  end.writeUInt16LE(central.length / 4, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('504b0506', 'hex'), end]);
}
