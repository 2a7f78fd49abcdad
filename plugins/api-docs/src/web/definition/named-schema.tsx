import { useMemo } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Code } from '@portico/ui';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import type { OutlineGroup } from '../outline/filter-outline.ts';
import { exampleOf } from '../schema/example-of.ts';
import { SchemaView } from '../schema/schema-view.tsx';
import classes from './definition.module.css';
import { DetailHead, Section } from './section.tsx';

/** The id of a schema in an outline. */
export function schemaId(name: string): string {
  return `schema ${name}`;
}

/** The schemas of a document as a group of its outline. */
export function schemaGroup(schemas: readonly { name: string }[], title: string): OutlineGroup {
  return { id: 'schemas', title, items: schemas.map(({ name }) => ({ id: schemaId(name), label: name })) };
}

/** A schema that has a name, with an example. */
export function NamedSchema({ root, name, schema }: { root: unknown; name: string; schema: unknown }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const example = useMemo(() => toExampleText(exampleOf(root, schema)), [root, schema]);
  return (
    <div className={classes['detail']}>
      <DetailHead title={name} />
      <SchemaView root={root} schema={schema} />
      <Section title={t('example')}>
        <Code text={example} language="json" label={t('example')} />
      </Section>
    </div>
  );
}

/** An example as text: indented JSON, unless it is a text already. */
export function toExampleText(example: unknown): string {
  return typeof example === 'string' ? example : (JSON.stringify(example, undefined, 2) ?? '');
}
