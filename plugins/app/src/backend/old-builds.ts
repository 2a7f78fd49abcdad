import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

const hour = 3_600_000;
/** How long a build is kept after it was last served: tabs that are open ask for its files. */
const keptFor = 7 * 24 * hour;
/** Where sources change all day, more builds than these go earlier. */
const mostBuilds = 20;
/** A build that was marked within this time may be served by another process. */
const markedFor = hour;

/**
 * Marks a build as served, again and again until the returned function is
 * called, so that no other process removes it. The mark is the time of change
 * of the folder; a folder that cannot be written needs none.
 */
export function markServed(folder: string): () => void {
  const mark = (): void => {
    const now = new Date();
    utimes(folder, now, now).catch(() => {});
  };
  mark();
  const timer = setInterval(mark, markedFor / 4);
  timer.unref();
  return () => clearInterval(timer);
}

/** Removes the builds below `output` that nobody asks for any more; never `newest`, nor one that is served. */
export async function removeOldBuilds(output: string, newest: string | undefined): Promise<void> {
  const names = (await readdir(output)).filter(name => name.startsWith('build-') && name !== newest);
  const ages = await Promise.all(names.map(async name => ({ name, age: await ageOf(join(output, name)) })));
  const old = ages
    .sort((one, other) => one.age - other.age)
    .filter(({ age }, rank) => age > keptFor || (rank >= mostBuilds && age > markedFor));
  await Promise.all(old.map(({ name }) => rm(join(output, name), { recursive: true, force: true })));
}

/** Milliseconds since a build was made or last marked; one that another process removes meanwhile is no matter. */
async function ageOf(folder: string): Promise<number> {
  try {
    return Date.now() - (await stat(folder)).mtimeMs;
  } catch {
    return 0;
  }
}
