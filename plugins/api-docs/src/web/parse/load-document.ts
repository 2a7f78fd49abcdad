import type { ReadDocument } from './read-document.ts';

/** From this many characters on, a definition is read beside the page, not in it. */
const workerLength = 100_000;

/** Reads a definition without keeping the page from answering: long ones in a worker, that an abort ends. */
export async function loadDocument(text: string, signal: AbortSignal): Promise<ReadDocument> {
  if (text.length < workerLength) return (await import('./read-document.ts')).readDocument(text);
  const worker = new Worker(new URL('./document-worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => () => {
      worker.terminate();
      finish();
    };
    worker.addEventListener('message', ({ data }: MessageEvent<ReadDocument>) => end(() => resolve(data))());
    worker.addEventListener('error', ({ message }) => end(() => reject(new Error(message)))());
    signal.addEventListener(
      'abort',
      end(() => reject(signal.reason as Error)),
      { once: true },
    );
    worker.postMessage(text);
  });
}
