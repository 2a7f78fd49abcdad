import { readDocument } from './read-document.ts';

self.addEventListener('message', ({ data }: MessageEvent<string>) => self.postMessage(readDocument(data)));
