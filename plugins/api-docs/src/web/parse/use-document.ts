import { useEffect, useState } from 'react';
import { loadDocument } from './load-document.ts';
import type { ReadDocument } from './read-document.ts';

/** A definition once it has been read; `undefined` until then. */
export function useDocument(text: string): ReadDocument | undefined {
  const [read, setRead] = useState<{ text: string; document: ReadDocument }>();
  useEffect(() => {
    const controller = new AbortController();
    loadDocument(text, controller.signal).then(
      document => setRead({ text, document }),
      (error: Error) => {
        if (!controller.signal.aborted) setRead({ text, document: { problem: { message: error.message } } });
      },
    );
    return () => controller.abort();
  }, [text]);
  return read?.text === text ? read.document : undefined;
}
