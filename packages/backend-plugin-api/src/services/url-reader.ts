import type { Readable } from 'node:stream';

/** Reads files, trees and searches from source hosts and allowed URLs. All throw `NotModifiedError` for an unchanged `etag`. */
export interface UrlReaderService {
  readUrl(url: string, options?: UrlReaderReadUrlOptions): Promise<UrlReaderReadUrlResponse>;
  readTree(url: string, options?: UrlReaderReadTreeOptions): Promise<UrlReaderReadTreeResponse>;
  /** Files whose path matches the globs in the URL. */
  search(url: string, options?: UrlReaderSearchOptions): Promise<UrlReaderSearchResponse>;
}

/** How a single file is read. */
export interface UrlReaderReadUrlOptions {
  etag?: string;
  lastModifiedAfter?: Date;
  signal?: AbortSignal;
  /** Used instead of the configured credentials. */
  token?: string;
}

/** A single file. */
export interface UrlReaderReadUrlResponse {
  buffer(): Promise<Buffer>;
  stream?(): Readable;
  etag?: string;
  lastModifiedAt?: Date;
}

/** How a tree is read. */
export interface UrlReaderReadTreeOptions {
  filter?(path: string, info?: { size: number }): boolean;
  etag?: string;
  signal?: AbortSignal;
  token?: string;
}

/** A tree of files. */
export interface UrlReaderReadTreeResponse {
  files(): Promise<{ path: string; content(): Promise<Buffer>; lastModifiedAt?: Date }[]>;
  /** A gzipped tar archive. */
  archive(): Promise<NodeJS.ReadableStream>;
  /** Writes the files below a folder, a new temporary one unless given, and gives its path. */
  dir(options?: { targetDir?: string }): Promise<string>;
  etag: string;
}

/** How a search is made. */
export interface UrlReaderSearchOptions {
  etag?: string;
  signal?: AbortSignal;
  token?: string;
}

/** The files that a search found. */
export interface UrlReaderSearchResponse {
  files: { url: string; content(): Promise<Buffer>; lastModifiedAt?: Date }[];
  etag: string;
}
