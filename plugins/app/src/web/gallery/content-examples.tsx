import { Button, TextInput } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import {
  Code,
  EntityLink,
  FactList,
  Link,
  Markdown,
  PersonAvatar,
  ProgressBar,
  RelativeTime,
  StatusDot,
} from '@portico/ui';
import { IconPlus } from '@portico/ui/icons';
import classes from './gallery.module.css';
import { galleryTranslationRef } from './gallery-translation.ts';

const markdown = `**Markdown** with [a link](https://example.com), \`code\`, lists and tables:

- HTML stays text: <script>alert(1)</script>
- a link to a script stays text: [no](javascript:alert(1))

| team | services |
| --- | --- |
| payments | 12 |
`;

const yaml = `# what a component looks like
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
  tags: [java, "critical"]
spec:
  type: service
  replicas: 3
`;

/** Buttons, links, facts, Markdown and code. */
export function ContentExamples() {
  const { t } = useTranslationRef(galleryTranslationRef);
  return (
    <div className={classes['stack']}>
      <div className={classes['row']}>
        <Button leftSection={<IconPlus size={14} />}>{t('register')}</Button>
        <Button variant="default">{t('refresh')}</Button>
        <Button variant="subtle">{t('cancel')}</Button>
        <Button disabled>{t('nothingToDo')}</Button>
        <TextInput aria-label={t('name')} placeholder={t('name')} />
      </div>
      <div className={classes['row']}>
        <EntityLink
          kind="component"
          title="payments"
          to="/catalog/default/component/payments"
          preview={() => t('preview')}
        />
        <EntityLink kind="group" title="team-a" to="/catalog/default/group/team-a" />
        <EntityLink kind="api" title="gone-api" isMissing />
        <Link to="https://example.com">{t('elsewhere')}</Link>
      </div>
      <FactList
        facts={[
          {
            label: t('owner'),
            value: (
              <span className={classes['row']}>
                <PersonAvatar name="Ada Lovelace" /> Ada Lovelace
              </span>
            ),
          },
          { label: t('state'), value: <StatusDot level="ok">{t('healthy')}</StatusDot> },
          { label: t('checked'), value: <RelativeTime date={Date.now() - 180_000} /> },
          { label: t('migrated'), value: <ProgressBar value={0.64} label={t('migrated')} /> },
        ]}
      />
      <Markdown text={markdown} />
      <Code text={yaml} language="yaml" label={t('yaml')} hasLineNumbers highlightLine={6} />
    </div>
  );
}
