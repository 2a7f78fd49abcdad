import { expect, it } from 'vitest';
import type { InstallableTranslationRef } from '@portico/frontend-plugin-api';
import { importTranslationRef } from '../import-translation.ts';
import german from './de.ts';

it('has every word in German, with the same values', () => {
  const english = Object.entries(
    // What a ref holds is hidden from those who only translate.
    (importTranslationRef as unknown as InstallableTranslationRef).getDefaultMessages(),
  );
  const values = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();
  const own: Record<string, string> = german;
  expect(Object.keys(own).toSorted()).toEqual(english.map(([key]) => key).toSorted());
  for (const [key, text] of english) expect([key, values(own[key] ?? '')]).toEqual([key, values(text)]);
});
