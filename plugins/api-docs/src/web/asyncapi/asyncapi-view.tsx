import { useCallback, useMemo } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import { DefinitionSummary } from '../definition/definition-summary.tsx';
import { DocumentView } from '../definition/document-view.tsx';
import { NamedSchema, schemaGroup, schemaId } from '../definition/named-schema.tsx';
import type { OutlineGroup } from '../outline/filter-outline.ts';
import { OutlineView } from '../outline/outline-view.tsx';
import { ChannelView, MessageView } from './channel-view.tsx';
import {
  readAsyncApi,
  type AsyncApiDocument,
  type AsyncChannel,
  type AsyncMessage,
} from './read-asyncapi.ts';

/** Shows an AsyncAPI document: channels, who sends what over them, messages and schemas. */
export default function AsyncApiView({ definition }: { definition: string }) {
  return (
    <DocumentView format="AsyncAPI" definition={definition} read={readAsyncApi}>
      {(root, document) => <AsyncApiOutline root={root} document={document} />}
    </DocumentView>
  );
}

function AsyncApiOutline({ root, document }: { root: unknown; document: AsyncApiDocument }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const messages = useMemo(() => collectMessages(document.channels), [document]);
  const groups = useMemo(
    (): OutlineGroup[] => [
      { id: 'channels', title: t('channels'), items: document.channels.map(toItem) },
      {
        id: 'messages',
        title: t('messages'),
        items: [...messages].map(([id, { name, title }]) => ({ id, label: title ?? name, keywords: name })),
      },
      schemaGroup(document.schemas, t('schemas')),
    ],
    [document, messages, t],
  );
  const render = useCallback(
    (id: string) => {
      const channel = document.channels.find(each => channelId(each) === id);
      if (channel) return <ChannelView key={id} root={root} channel={channel} />;
      const message = messages.get(id);
      if (message) return <MessageView key={id} root={root} message={message} />;
      const schema = document.schemas.find(({ name }) => schemaId(name) === id);
      return schema && <NamedSchema key={id} root={root} {...schema} />;
    },
    [root, document, messages],
  );
  return (
    <OutlineView
      label={t('channels')}
      groups={groups}
      render={render}
      overview={
        <DefinitionSummary
          {...document}
          servers={document.servers.map(({ name, address, protocol, description }) => ({
            address,
            note: [name, protocol, description].filter(Boolean).join(' · '),
          }))}
        />
      }
    />
  );
}

function channelId({ id }: AsyncChannel): string {
  return `channel ${id}`;
}

function toItem(channel: AsyncChannel) {
  const [first, ...others] = channel.operations;
  return {
    id: channelId(channel),
    label: channel.address,
    badge: first && others.every(({ action }) => action === first.action) ? first.action : undefined,
    hint: channel.title ?? first?.summary,
    keywords: [channel.id, ...channel.operations.map(({ id }) => id)].join(' '),
  };
}

/** The messages of all channels, those of the same name once. */
function collectMessages(channels: readonly AsyncChannel[]): Map<string, AsyncMessage> {
  return new Map(channels.flatMap(({ messages }) => messages.map(each => [`message ${each.name}`, each])));
}
