import { useEffect, useMemo, useState } from 'react';
import { errorApiRef } from '../apis/notices.ts';
import { translationApiRef, type TranslationApi, type TranslationSnapshot } from '../apis/translation.ts';
import { useOptionalApi } from '../apis/use-api.ts';
import { createSubject } from '../observable.ts';
import { createMessageFormatter } from './create-message-formatter.ts';
import type { TranslationFunction } from './translation-function.ts';
import type { InstallableTranslationRef } from './create-translation-ref.ts';
import type { TranslationRef } from './translation-ref.ts';

/**
 * Gives the function that translates the messages of a ref. Suspends while they
 * are loaded. Without a translation API the plugin's own messages are used.
 */
export function useTranslationRef<Messages extends Record<string, string>>(
  ref: TranslationRef<string, Messages>,
): { t: TranslationFunction<Messages> } {
  const installed = useOptionalApi(translationApiRef);
  const errors = useOptionalApi(errorApiRef);
  const api = useMemo(() => installed ?? createUntranslated(), [installed]);
  const [state, setState] = useState(() => ({ api, ref, snapshot: api.getTranslation(ref) }));
  const current = state.api === api && state.ref === ref ? state.snapshot : api.getTranslation(ref);
  useEffect(() => {
    const subscription = api.translation$(ref).subscribe({
      next: snapshot => snapshot.ready && setState({ api, ref, snapshot }),
      error: error => errors?.post(error),
    });
    return () => subscription.unsubscribe();
  }, [api, ref, errors]);
  if (!current.ready) throw whenReady(api, ref);
  return { t: current.t };
}

/** What a component that waits for its messages throws, for React to try again. */
export function whenReady<Messages extends Record<string, string>>(
  api: TranslationApi,
  ref: TranslationRef<string, Messages>,
): Promise<void> {
  return new Promise(resolve => {
    const subscription = api.translation$(ref).subscribe({
      next: snapshot => snapshot.ready && settle(),
      error: () => settle(),
    });
    // The observable may answer before it returns the subscription.
    const settle = () => {
      queueMicrotask(() => subscription.unsubscribe());
      resolve();
    };
  });
}

function createUntranslated(): TranslationApi {
  const snapshot = <Messages extends Record<string, string>>(
    ref: TranslationRef<string, Messages>,
  ): TranslationSnapshot<Messages> => {
    // The marker stands for this structure, whichever package made it.
    const messages = (ref as unknown as InstallableTranslationRef).getDefaultMessages();
    return { ready: true, t: createMessageFormatter([{ messages, language: 'en' }]) };
  };
  return {
    getTranslation: snapshot,
    translation$: () => createSubject<never>().observable,
  };
}
