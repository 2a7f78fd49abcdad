import { useEffect, useMemo, useReducer, useRef } from 'react';
import { translationApiRef } from '../apis/translation.ts';
import { useOptionalApi } from '../apis/use-api.ts';
import type { TranslatedText } from './translated-text.ts';
import { whenReady } from './use-translation-ref.ts';

/** The words of a text: as they are, or in the language of the app. Suspends while they are loaded. */
export function useText(text: string | TranslatedText): string;
export function useText(text: string | TranslatedText | undefined): string | undefined;
export function useText(text: string | TranslatedText | undefined): string | undefined {
  const toWords = useTexts([text]);
  return text === undefined ? undefined : toWords(text);
}

/**
 * Gives the function that tells the words of each of these texts; all that they
 * need is loaded at once. The function stays the same as long as the words do.
 */
export function useTexts(
  texts: readonly (string | TranslatedText | undefined)[],
): (text: string | TranslatedText) => string {
  const api = useOptionalApi(translationApiRef);
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  const shown = useRef(new Map<string, string>());
  const wanted = texts.filter(text => typeof text === 'object');
  const refs = [...new Map(wanted.map(({ ref }) => [ref.id, ref])).values()];
  const ids = refs.map(({ id }) => id).join(' ');
  useEffect(() => {
    const subscriptions = refs.map(ref =>
      api?.translation$(ref).subscribe({ next: ({ ready }) => ready && drawAgain() }),
    );
    return () => subscriptions.forEach(subscription => subscription?.unsubscribe());
    // The ids stand for the refs, of which each drawing has a new list.
  }, [api, ids]);

  // While another language is loaded, the words stay as they were.
  const words = new Map(shown.current);
  const snapshots = new Map(refs.map(ref => [ref.id, api?.getTranslation(ref)]));
  for (const text of wanted) {
    const snapshot = snapshots.get(text.ref.id);
    if (snapshot?.ready) words.set(toId(text), snapshot.t(text.key));
  }
  useEffect(() => {
    shown.current = words;
  });
  const missing = wanted.filter(text => !words.has(toId(text)));
  if (api && missing.length > 0) throw Promise.all(missing.map(({ ref }) => whenReady(api, ref)));
  const known = JSON.stringify([...words]);
  return useMemo(() => {
    const wordsById = new Map(JSON.parse(known) as [string, string][]);
    return text => (typeof text === 'string' ? text : (wordsById.get(toId(text)) ?? String(text)));
  }, [known]);
}

function toId({ ref, key }: TranslatedText): string {
  return `${ref.id} ${key}`;
}
