import { UnstyledButton } from '@mantine/core';
import type { EntityProblem } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { useProblemWords } from '@portico/plugin-catalog/react';
import { importTranslationRef } from './import-translation.ts';
import classes from './import.module.css';

/** What is wrong with a file, each with its line and column. */
export function ProblemList({
  problems,
  onSelect,
}: {
  problems: readonly EntityProblem[];
  /** Goes to a place of the file. */
  onSelect?: (problem: EntityProblem) => void;
}) {
  const wordsOf = useProblemWords();
  const isOfSeveral = new Set(problems.map(({ source }) => source)).size > 1;
  return (
    <ul className={classes['problems']}>
      {problems
        .map(problem => ({ ...problem, ...wordsOf(problem) }))
        .map((problem, index) => (
          <li key={index} data-severity={problem.severity}>
            <Place problem={problem} onSelect={onSelect} />
            <div>{problem.message}</div>
            {problem.hint !== undefined && <div className={classes['soft']}>{problem.hint}</div>}
            {problem.source !== undefined && isOfSeveral && (
              <div className={classes['source']}>{problem.source.replace(/^url:/, '')}</div>
            )}
          </li>
        ))}
    </ul>
  );
}

function Place({
  problem,
  onSelect,
}: {
  problem: EntityProblem;
  onSelect: ((problem: EntityProblem) => void) | undefined;
}) {
  const { t } = useTranslationRef(importTranslationRef);
  const { line, column } = problem;
  if (line === undefined) return null;
  const place = t('fault.at', { line, column: column ?? 1 });
  if (!onSelect) return <span className={classes['place']}>{place}</span>;
  return (
    <UnstyledButton className={classes['place'] ?? ''} onClick={() => onSelect(problem)}>
      {place}
    </UnstyledButton>
  );
}
