import { SegmentedControl } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { orgTranslationRef } from '../org-translation.ts';
import type { Aggregation } from './use-owners.ts';

/** Chooses between a group alone and the group with those below it. */
export function AggregationSwitch({
  value,
  onChange,
  isUser = false,
  label,
}: {
  value: Aggregation;
  onChange(value: Aggregation): void;
  isUser?: boolean;
  /** What is chosen from, for those who do not see it. */
  label: string;
}) {
  const { t } = useTranslationRef(orgTranslationRef);
  return (
    <SegmentedControl
      size="xs"
      aria-label={`${label}: ${t('which')}`}
      value={value}
      onChange={next => onChange(next === 'aggregated' ? 'aggregated' : 'direct')}
      data={[
        { value: 'direct', label: t('direct') },
        { value: 'aggregated', label: t(isUser ? 'aggregatedUser' : 'aggregated') },
      ]}
    />
  );
}
