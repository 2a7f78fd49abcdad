import { useCallback } from 'react';
import { isProblemCode, type EntityProblem, type ProblemText } from '@portico/catalog-model';
import { useTranslationRef, type TranslationFunction } from '@portico/frontend-plugin-api';
import { problemTranslationRef } from './problem-translation.ts';

/** What a problem says. Texts of a plugin have no code, and stay as they are. */
export type WordsOfProblem = Pick<EntityProblem, 'message' | 'hint' | 'text' | 'hintText'>;

/** Gives the message of a problem and its hint in the language of the app, or else in that of the catalog. */
export function useProblemWords(): (problem: WordsOfProblem) => { message: string; hint?: string } {
  const { t } = useTranslationRef(problemTranslationRef);
  return useCallback(
    problem => {
      const hint = translate(problem.hintText, t) ?? problem.hint;
      const message = translate(problem.text, t) ?? problem.message;
      return { message, ...(hint !== undefined && { hint }) };
    },
    [t],
  );
}

function translate(text: ProblemText | undefined, t: TranslationFunction): string | undefined {
  // What a newer catalog says may not be known here.
  if (typeof text?.code !== 'string' || !isProblemCode(text.code)) return undefined;
  const entries = Object.entries(text.params ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : (translate(value, t) ?? ''),
  ]);
  return t(text.code, { replace: Object.fromEntries(entries) as Record<string, string> });
}
