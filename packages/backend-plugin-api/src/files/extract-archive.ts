import type { ArchiveEntry } from './archive-entry.ts';
import type { ConfinedDirectory } from './confined-directory.ts';

/**
 * Writes the entries of an archive (`readTarArchive`, `readZipArchive`) below
 * a confined directory. Symbolic links are created last, and only those that
 * stay inside, whatever the others among them lead to; the paths of the rest
 * are given back.
 */
export async function extractArchive(
  entries: AsyncIterable<ArchiveEntry>,
  directory: ConfinedDirectory,
): Promise<{ leftOut: string[] }> {
  const links: ArchiveEntry[] = [];
  for await (const entry of entries) {
    if (entry.type === 'link') links.push(entry);
    else await directory.writeFile(entry.path, entry.content(), { mode: entry.mode });
  }
  const created: string[] = [];
  for (const link of links) if (await createLink(directory, link)) created.push(link.path);
  const kept = await removeEscaping(directory, created);
  return { leftOut: links.map(link => link.path).filter(path => !kept.includes(path)) };
}

/** One link may lead outside only through another, so this is repeated until all that is left stays inside. */
async function removeEscaping(directory: ConfinedDirectory, links: string[]): Promise<string[]> {
  const kept = links.filter(path => staysInside(directory, path));
  if (kept.length === links.length) return kept;
  for (const path of links) if (!kept.includes(path)) await directory.remove(path);
  return removeEscaping(directory, kept);
}

function staysInside(directory: ConfinedDirectory, path: string): boolean {
  try {
    directory.resolve(path);
    return true;
  } catch {
    return false;
  }
}

async function createLink(
  directory: ConfinedDirectory,
  { path, target = '' }: ArchiveEntry,
): Promise<boolean> {
  try {
    await directory.remove(path);
    await directory.link(path, target);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotAllowedError') return false;
    throw error;
  }
}
