import { problemTexts } from '@portico/catalog-model';
import { expect, it } from 'vitest';
import german from './problems-de.ts';

it('has every text in German, with values that the English one has too', () => {
  const values = (text: string): string[] => text.match(/\{\{\w+\}\}/g) ?? [];
  // Where the English text quotes what a program says, the German one may say it itself.
  const known: Record<string, string[]> = { invalidRef: ['{{value}}'] };
  const own: Record<string, string> = german;
  expect(Object.keys(own).toSorted()).toEqual(Object.keys(problemTexts).toSorted());
  for (const [key, text] of Object.entries(problemTexts)) {
    const given = [...values(text), ...(known[key] ?? [])];
    expect([key, values(own[key] ?? '').filter(value => !given.includes(value))]).toEqual([key, []]);
  }
});
