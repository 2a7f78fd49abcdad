import { UnstyledButton } from '@mantine/core';
import { useTranslationRef, type AppProblem } from '@portico/frontend-plugin-api';
import { Card, StatusDot, Tag } from '@portico/ui';
import { treeTranslationRef } from './tree-translation.ts';
import classes from './tree.module.css';

/** Everything that is wrong with the app, with what to do about it. */
export function ProblemList({
  problems,
  onChoose,
}: {
  problems: readonly AppProblem[];
  onChoose(id: string): void;
}) {
  const { t } = useTranslationRef(treeTranslationRef);
  if (problems.length === 0) return null;
  return (
    <Card title={t('problems', { count: problems.length })}>
      <ul className={classes['problems']}>
        {problems.map((problem, index) => (
          <li key={index}>
            <StatusDot level={problem.severity === 'error' ? 'error' : 'warning'}>
              <strong>{problem.message}</strong> <Tag>{problem.code}</Tag>
            </StatusDot>
            <div className={classes['hint']}>{problem.hint}</div>
            {problem.extensionId !== undefined && (
              <UnstyledButton className={classes['link']} onClick={() => onChoose(problem.extensionId ?? '')}>
                {problem.extensionId}
              </UnstyledButton>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
