import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Tag } from '@portico/ui';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import classes from '../definition/definition.module.css';
import { Description } from '../definition/description.tsx';
import { MemberList, type Member } from '../definition/member-list.tsx';
import { DetailHead, Section } from '../definition/section.tsx';
import { TypeReference } from '../definition/type-reference.tsx';
import type { ProtoField, ProtoFile, ProtoItem, ProtoMethod } from './parse-proto.ts';

type ToId = (name: string) => string | undefined;

/** A call: what it takes, what it gives, and whether either is a stream. */
export function ProtoMethodView({
  file,
  call,
  toId,
}: {
  file: ProtoFile;
  call: { service: string; method: ProtoMethod };
  toId: ToId;
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const { method, service } = call;
  const name = [file.package, service].filter(Boolean).join('.');
  return (
    <div className={classes['detail']}>
      <DetailHead title={method.name}>
        <code className={classes['code']}>{`/${name}/${method.name}`}</code>
      </DetailHead>
      <Description text={method.comment} />
      <Part title={t('takes')} type={method.input} isStream={method.streamsInput} file={file} toId={toId} />
      <Part title={t('gives')} type={method.output} isStream={method.streamsOutput} file={file} toId={toId} />
    </div>
  );
}

function Part({
  title,
  type,
  isStream,
  file,
  toId,
}: {
  title: string;
  type: string;
  isStream: boolean;
  file: ProtoFile;
  toId: ToId;
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const id = toId(type);
  const item = file.items.find(each => each.kind === 'message' && `type ${each.name}` === id);
  return (
    <Section title={title}>
      <div className={classes['path']}>
        <TypeReference type={type} toId={toId} />
        {isStream && <Tag>{t('stream')}</Tag>}
      </div>
      {item && item.kind !== 'service' && <MemberList members={item.fields.map(toMember)} toId={toId} />}
    </Section>
  );
}

/** A message or enum with its fields. */
export function ProtoItemView({ item, toId }: { item: ProtoItem; toId: ToId }) {
  return (
    <div className={classes['detail']}>
      <DetailHead title={item.name} meta={<Tag>{item.kind}</Tag>} />
      <Description text={item.comment} />
      {item.kind !== 'service' && <MemberList members={item.fields.map(toMember)} toId={toId} />}
    </div>
  );
}

function toMember({ name, type, label, number, oneof, comment, isDeprecated }: ProtoField): Member {
  return {
    name,
    type: [label, type].filter(Boolean).join(' ') || undefined,
    note: [`= ${number}`, oneof && `oneof ${oneof}`].filter(Boolean).join(' · '),
    description: comment,
    isDeprecated,
  };
}
