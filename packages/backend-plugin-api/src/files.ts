export type { ArchiveEntry, ArchiveLimits, ReadArchiveOptions } from './files/archive-entry.ts';
export { openConfinedDirectory, type ConfinedDirectory } from './files/confined-directory.ts';
export type { FileContent, OpenFile } from './files/confined-file.ts';
export type { DirectoryEntry } from './files/confined-tree.ts';
export { copyConfined, type CopyOptions } from './files/copy-confined.ts';
export { extractArchive } from './files/extract-archive.ts';
export { readTarArchive } from './files/read-tar.ts';
export { readZipArchive, type ReadZipOptions } from './files/read-zip.ts';
