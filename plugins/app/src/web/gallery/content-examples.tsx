import { Button, TextInput } from '@mantine/core';
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
  return (
    <div className={classes['stack']}>
      <div className={classes['row']}>
        <Button leftSection={<IconPlus size={14} />}>Register</Button>
        <Button variant="default">Refresh</Button>
        <Button variant="subtle">Cancel</Button>
        <Button disabled>Nothing to do</Button>
        <TextInput aria-label="Name" placeholder="Name" />
      </div>
      <div className={classes['row']}>
        <EntityLink
          kind="component"
          title="payments"
          to="/catalog/default/component/payments"
          preview={() => 'The caller decides what a preview shows.'}
        />
        <EntityLink kind="group" title="team-a" to="/catalog/default/group/team-a" />
        <EntityLink kind="api" title="gone-api" isMissing />
        <Link to="https://example.com">Elsewhere</Link>
      </div>
      <FactList
        facts={[
          {
            label: 'Owner',
            value: (
              <span className={classes['row']}>
                <PersonAvatar name="Ada Lovelace" /> Ada Lovelace
              </span>
            ),
          },
          { label: 'State', value: <StatusDot level="ok">Healthy</StatusDot> },
          { label: 'Checked', value: <RelativeTime date={Date.now() - 180_000} /> },
          { label: 'Migrated', value: <ProgressBar value={0.64} label="Migrated" /> },
        ]}
      />
      <Markdown text={markdown} />
      <Code text={yaml} language="yaml" label="Example of a component" hasLineNumbers highlightLine={6} />
    </div>
  );
}
