import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Markdown, Tag } from '@portico/ui';
import { IconChevronRight } from '@portico/ui/icons';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import { toList, toText } from '../parse/json-values.ts';
import {
  constraintsOf,
  describeSchema,
  partsOf,
  type SchemaLine,
  type SchemaPart,
} from './describe-schema.ts';
import classes from './schema.module.css';

const mostAtOnce = 50;

/** A schema as a tree: its fields, and on demand what is in them. */
export function SchemaView({ root, schema }: { root: unknown; schema: unknown }) {
  const line = describeSchema(root, schema);
  const parts = partsOf(root, line.schema);
  return (
    <div className={classes['schema']}>
      <div className={classes['facts']}>
        <code className={classes['type']}>{line.type}</code>
        <SchemaNotes line={line} />
      </div>
      {parts.length > 0 && <SchemaParts root={root} parts={parts} />}
    </div>
  );
}

/** Named values with their schemas: the fields of an object, the parameters of a call. */
export function SchemaParts({ root, parts }: { root: unknown; parts: readonly SchemaPart[] }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const [limit, setLimit] = useState(mostAtOnce);
  const rest = parts.length - limit;
  return (
    <ul className={classes['parts']}>
      {parts.slice(0, limit).map(part => (
        <SchemaRow key={part.name} root={root} part={part} />
      ))}
      {rest > 0 && (
        <li>
          <UnstyledButton className={classes['more'] ?? ''} onClick={() => setLimit(parts.length)}>
            {t('more', { count: rest })}
          </UnstyledButton>
        </li>
      )}
    </ul>
  );
}

function SchemaRow({ root, part }: { root: unknown; part: SchemaPart }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const line = describeSchema(root, part.schema);
  const inner = partsOf(root, line.schema);
  const name = <code className={classes['name']}>{part.name}</code>;
  return (
    <li className={classes['part']}>
      <div className={classes['facts']}>
        {inner.length > 0 ? (
          <UnstyledButton
            className={classes['toggle'] ?? ''}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={14} className={classes['chevron']} />
            {name}
          </UnstyledButton>
        ) : (
          name
        )}
        <code className={classes['type']}>{line.type}</code>
        {part.isRequired && <span className={classes['required']}>{t('required')}</span>}
        <SchemaNotes line={line} />
      </div>
      {isOpen && <SchemaParts root={root} parts={inner} />}
    </li>
  );
}

/** What a schema says about a value beside its type. */
function SchemaNotes({ line }: { line: SchemaLine }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const { schema, unresolved } = line;
  const description = toText(schema['description']);
  const choices = toList(schema['enum']).map(choice => toText(choice) ?? 'null');
  const constraints = constraintsOf(schema);
  return (
    <>
      {schema['deprecated'] === true && <Tag>{t('deprecated')}</Tag>}
      {schema['readOnly'] === true && <Tag>{t('readOnly')}</Tag>}
      {schema['writeOnly'] === true && <Tag>{t('writeOnly')}</Tag>}
      {unresolved && (
        <div className={classes['note']}>
          {unresolved.isOutside
            ? t('outsideRef', { ref: unresolved.ref })
            : t('missingRef', { ref: unresolved.ref })}
        </div>
      )}
      {constraints.length > 0 && <div className={classes['note']}>{constraints.join(' · ')}</div>}
      {choices.length > 0 && (
        <div className={classes['choices']}>
          {choices.slice(0, mostAtOnce).map(choice => (
            <code key={choice}>{choice}</code>
          ))}
          {choices.length > mostAtOnce && '…'}
        </div>
      )}
      {description !== undefined && (
        <div className={classes['description']}>
          <Markdown text={description} hasImages={false} />
        </div>
      )}
    </>
  );
}
