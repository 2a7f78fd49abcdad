import type { ReactNode } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Tag } from '@portico/ui';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import schemaClasses from '../schema/schema.module.css';
import { Description } from './description.tsx';
import { TypeReference } from './type-reference.tsx';

/** A field, value or method as the list of its type shows it. */
export interface Member {
  name: string;
  type?: string | undefined;
  /** Facts that stand beside the type. */
  note?: string | undefined;
  description?: string | undefined;
  isDeprecated?: boolean | undefined;
  more?: ReactNode;
}

/** What a type consists of. */
export function MemberList({
  members,
  toId,
}: {
  members: readonly Member[];
  toId(name: string): string | undefined;
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  if (members.length === 0) return null;
  return (
    <ul className={schemaClasses['parts']}>
      {members.map(({ name, type, note, description, isDeprecated, more }) => (
        <li key={name} className={schemaClasses['part']}>
          <div className={schemaClasses['facts']}>
            <code className={schemaClasses['name']}>{name}</code>
            {type !== undefined && <TypeReference type={type} toId={toId} />}
            {note !== undefined && <span className={schemaClasses['type']}>{note}</span>}
            {isDeprecated && <Tag>{t('deprecated')}</Tag>}
          </div>
          <Description text={description} />
          {more}
        </li>
      ))}
    </ul>
  );
}
