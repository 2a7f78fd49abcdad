import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Code, CopyButton, Tag } from '@portico/ui';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import classes from '../definition/definition.module.css';
import { Description } from '../definition/description.tsx';
import { toExampleText } from '../definition/named-schema.tsx';
import { DetailHead, Section } from '../definition/section.tsx';
import { SchemaParts, SchemaView } from '../schema/schema-view.tsx';
import type { AsyncChannel, AsyncMessage, AsyncOperation } from './read-asyncapi.ts';

/** A channel: what the application does with it, and the messages that go over it. */
export function ChannelView({ root, channel }: { root: unknown; channel: AsyncChannel }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return (
    <div className={classes['detail']}>
      <DetailHead title={channel.title ?? channel.address}>
        <div className={classes['path']}>
          <code className={classes['code']}>{channel.address}</code>
          <CopyButton value={channel.address} label={t('copyAddress')} />
        </div>
      </DetailHead>
      <Description text={channel.description} />
      {channel.operations.map(operation => (
        <Operation key={operation.id} operation={operation} />
      ))}
      {channel.parameters.length > 0 && (
        <Section title={t('parameters.path')}>
          <SchemaParts
            root={root}
            parts={channel.parameters.map(({ name, schema }) => ({ name, schema, isRequired: true }))}
          />
        </Section>
      )}
      <Section title={t('messages')}>
        {channel.messages.map((message, index) => (
          <details key={message.name} className={classes['answer']} open={index === 0}>
            <summary>
              <code className={classes['code']}>{message.name}</code>
              {message.title !== undefined && <span className={classes['soft']}>{message.title}</span>}
            </summary>
            <div>
              <MessageBody root={root} message={message} />
            </div>
          </details>
        ))}
        {channel.messages.length === 0 && <span className={classes['soft']}>{t('noMessages')}</span>}
      </Section>
    </div>
  );
}

function Operation({ operation }: { operation: AsyncOperation }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const { action, messages, summary, description, id } = operation;
  return (
    <Section title={t(action === 'send' ? 'sends' : 'receives')}>
      <div className={classes['path']}>
        <code className={classes['code']}>{id}</code>
        {messages.map(message => (
          <Tag key={message}>{message}</Tag>
        ))}
      </div>
      <Description text={[summary, description].filter(Boolean).join('\n\n') || undefined} />
    </Section>
  );
}

/** A message with its payload and an example. */
export function MessageView({ root, message }: { root: unknown; message: AsyncMessage }) {
  return (
    <div className={classes['detail']}>
      <DetailHead
        title={message.title ?? message.name}
        meta={message.contentType !== undefined && <Tag>{message.contentType}</Tag>}
      />
      <MessageBody root={root} message={message} />
    </div>
  );
}

function MessageBody({ root, message }: { root: unknown; message: AsyncMessage }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return (
    <>
      <Description text={message.description} />
      {message.headers !== undefined && (
        <Section title={t('headers')}>
          <SchemaView root={root} schema={message.headers} />
        </Section>
      )}
      <Section title={t('payload')}>
        <div className={classes['side']}>
          <SchemaView root={root} schema={message.payload} />
          <Code
            text={toExampleText(message.example)}
            language="json"
            label={t('exampleOf', { type: message.name })}
          />
        </div>
      </Section>
    </>
  );
}
