import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useTranslationRef, type AppProblem } from '@portico/frontend-plugin-api';
import { Card, StatusDot, useUiText } from '@portico/ui';
import { ExtensionLink } from './extension-link.tsx';
import { treeTranslationRef } from './tree-translation.ts';
import classes from './tree.module.css';

/** What is shown of a long list, so that the tree below it is in sight. */
const fewProblems = 3;

/** Everything that is wrong with the app, with what to do about it. */
export function ProblemList({
  problems,
  onChoose,
}: {
  problems: readonly AppProblem[];
  onChoose(id: string): void;
}) {
  const { t } = useTranslationRef(treeTranslationRef);
  const text = useUiText();
  const [isOpen, setOpen] = useState(false);
  if (problems.length === 0) return null;
  const shown = isOpen ? problems : problems.slice(0, fewProblems);
  const hidden = problems.length - fewProblems;
  return (
    <Card title={t('problems', { count: problems.length })}>
      <ul className={classes['problems']}>
        {shown.map((problem, index) => (
          <li key={index}>
            <StatusDot level={problem.severity === 'error' ? 'error' : 'warning'}>
              <strong className={classes['message']}>{problem.message}</strong>
            </StatusDot>
            <div className={classes['hint']}>{problem.hint}</div>
            <div className={classes['problemFoot']}>
              <code className={classes['code']}>{problem.code}</code>
              {problem.extensionId !== undefined && (
                <ExtensionLink id={problem.extensionId} onChoose={onChoose} />
              )}
            </div>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <UnstyledButton
          className={classes['more']}
          aria-expanded={isOpen}
          onClick={() => setOpen(before => !before)}
        >
          {isOpen ? text.showLess : text.showMore(hidden)}
        </UnstyledButton>
      )}
    </Card>
  );
}
