import { useCallback, useMemo } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import { BrokenDefinition } from '../definition/broken-definition.tsx';
import classes from '../definition/definition.module.css';
import { DefinitionSummary } from '../definition/definition-summary.tsx';
import { Section } from '../definition/section.tsx';
import type { OutlineGroup } from '../outline/filter-outline.ts';
import { OutlineView } from '../outline/outline-view.tsx';
import { ProtoItemView, ProtoMethodView } from './grpc-detail.tsx';
import { parseProto, type ProtoFile } from './parse-proto.ts';

/** Shows a file of Protocol Buffers: services with their calls, messages and enums. */
export default function GrpcView({ definition }: { definition: string }) {
  const file = useMemo(() => parseProto(definition), [definition]);
  if ('problem' in file || file.items.length === 0) {
    return (
      <BrokenDefinition
        format="Protocol Buffers"
        definition={definition}
        problem={'problem' in file ? file.problem : 'unknown'}
        language="proto"
      />
    );
  }
  return <GrpcOutline file={file} />;
}

function GrpcOutline({ file }: { file: ProtoFile }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const calls = useMemo(() => listCalls(file), [file]);
  const toId = useCallback(
    (name: string) => findItem(file, name)?.name && `type ${findItem(file, name)?.name}`,
    [file],
  );
  const groups = useMemo(
    (): OutlineGroup[] => [
      ...file.items
        .filter(item => item.kind === 'service')
        .map(service => ({
          id: `service ${service.name}`,
          title: service.name,
          items: calls
            .filter(call => call.service === service.name)
            .map(({ id, method }) => ({
              id,
              badge: 'rpc',
              label: method.name,
              hint: method.comment?.split('\n')[0],
            })),
        })),
      ...(['message', 'enum'] as const).map(kind => ({
        id: kind,
        title: t(kind === 'message' ? 'messages' : 'graphql.enum'),
        items: file.items
          .filter(item => item.kind === kind)
          .map(({ name }) => ({ id: `type ${name}`, label: name })),
      })),
    ],
    [file, calls, t],
  );
  const render = useCallback(
    (id: string) => {
      const call = calls.find(each => each.id === id);
      if (call) return <ProtoMethodView key={id} file={file} call={call} toId={toId} />;
      const item = file.items.find(({ name }) => `type ${name}` === id);
      return item && <ProtoItemView key={id} item={item} toId={toId} />;
    },
    [file, calls, toId],
  );
  return (
    <OutlineView
      label={t('services')}
      groups={groups}
      render={render}
      overview={
        <DefinitionSummary
          format={file.syntax === undefined ? 'Protocol Buffers' : `Protocol Buffers ${file.syntax}`}
          title={file.package ?? 'Protocol Buffers'}
          description={file.items.find(({ kind }) => kind === 'service')?.comment}
        >
          {file.imports.length > 0 && (
            <Section title={t('imports')}>
              <ul className={classes['plain']}>
                {file.imports.map(path => (
                  <li key={path} className={classes['code']}>
                    {path}
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </DefinitionSummary>
      }
    />
  );
}

function listCalls(file: ProtoFile) {
  return file.items.flatMap(item =>
    item.kind === 'service'
      ? item.methods.map(method => ({ id: `rpc ${item.name}.${method.name}`, service: item.name, method }))
      : [],
  );
}

/** A name may be written in full, with its package, or from inside the type that declares it. */
function findItem(file: ProtoFile, name: string) {
  const plain = name.replace(/^\./, '');
  const inPackage = file.package === undefined ? '' : `${file.package}.`;
  return file.items.find(
    item =>
      item.kind !== 'service' &&
      (item.name === plain || `${inPackage}${item.name}` === plain || item.name.endsWith(`.${plain}`)),
  );
}
