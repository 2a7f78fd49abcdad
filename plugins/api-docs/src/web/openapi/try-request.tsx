import { useEffect, useRef, useState } from 'react';
import { Button, PasswordInput, Textarea } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { IconSend } from '@portico/ui/icons';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import classes from '../definition/definition.module.css';
import { toExampleText } from '../definition/named-schema.tsx';
import { buildRequest, fillServer, parameterKey, type RequestInput } from './build-request.ts';
import type { ApiOperation, SecurityScheme } from './openapi-types.ts';
import { ParameterField } from './parameter-field.tsx';
import { RequestOutcome, type Outcome } from './request-outcome.tsx';
import { sendRequest } from './send-request.ts';
import { ServerField } from './server-field.tsx';

/** A form that sends a call from the browser, as anybody: the session of the portal does not go along. */
export function TryRequest({
  operation,
  schemes,
}: {
  operation: ApiOperation;
  schemes: readonly SecurityScheme[];
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const [input, setInput] = useState<RequestInput>(() => firstInput(operation));
  const { outcome, isSending, send } = useSending();
  const change = (changes: Partial<RequestInput>): void => setInput({ ...input, ...changes });
  return (
    <form
      className={classes['try']}
      aria-label={t('tryIt')}
      onSubmit={event => {
        event.preventDefault();
        send(operation, input, schemes);
      }}
    >
      <ServerField servers={operation.servers} value={input.server} onChange={server => change({ server })} />
      <div className={classes['fields']}>
        {operation.parameters
          .filter(parameter => parameter.in !== 'cookie')
          .map(parameter => (
            <ParameterField
              key={parameterKey(parameter)}
              parameter={parameter}
              value={input.parameters[parameterKey(parameter)] ?? ''}
              onChange={value =>
                change({ parameters: { ...input.parameters, [parameterKey(parameter)]: value } })
              }
            />
          ))}
        {schemes
          .filter(({ kind, in: place }) => kind !== 'other' && place !== 'cookie')
          .map(({ id, kind }) => (
            <PasswordInput
              key={id}
              label={t(`secret.${kind === 'other' ? 'bearer' : kind}`, { id })}
              autoComplete="off"
              value={input.secrets[id] ?? ''}
              onChange={event => change({ secrets: { ...input.secrets, [id]: event.currentTarget.value } })}
            />
          ))}
        {operation.body && (
          <Textarea
            className={[classes['wide'], classes['mono']].join(' ')}
            label={t('bodyOf', { type: input.mediaType ?? '' })}
            autosize
            minRows={4}
            maxRows={16}
            spellCheck={false}
            value={input.body ?? ''}
            onChange={event => change({ body: event.currentTarget.value })}
          />
        )}
      </div>
      <div className={classes['row']}>
        <Button type="submit" loading={isSending} leftSection={<IconSend size={14} />}>
          {t('send')}
        </Button>
        <span className={classes['soft']}>{t('sendHint')}</span>
      </div>
      {outcome && <RequestOutcome outcome={outcome} />}
    </form>
  );
}

function firstInput(operation: ApiOperation): RequestInput {
  const content =
    operation.body?.contents.find(({ mediaType }) => /json/.test(mediaType)) ?? operation.body?.contents[0];
  const [server] = operation.servers;
  return {
    server: server ? fillServer(server) : '',
    parameters: Object.fromEntries(
      operation.parameters
        .filter(({ example }) => example !== undefined)
        .map(parameter => [parameterKey(parameter), toExampleText(parameter.example)]),
    ),
    body: content && toExampleText(content.example),
    mediaType: content?.mediaType,
    secrets: {},
  };
}

function useSending() {
  const [outcome, setOutcome] = useState<Outcome>();
  const [isSending, setSending] = useState(false);
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const send = (operation: ApiOperation, input: RequestInput, schemes: readonly SecurityScheme[]): void => {
    controller.current?.abort();
    const request = buildRequest(operation, input, schemes);
    if ('code' in request) return setOutcome({ fault: request });
    const { signal } = (controller.current = new AbortController());
    const shown = buildRequest(operation, { ...input, secrets: maskAll(input.secrets) }, schemes);
    setSending(true);
    sendRequest(request, signal)
      .then(
        answer =>
          setOutcome({
            ...('code' in answer ? { fault: answer } : { answer }),
            ...(!('code' in shown) && { shown }),
          }),
        () => {},
      )
      .finally(() => signal.aborted || setSending(false));
  };
  return { outcome, isSending, send };
}

/** What is shown and copied has the place of a secret, not the secret. */
function maskAll(secrets: RequestInput['secrets']): RequestInput['secrets'] {
  return Object.fromEntries(Object.entries(secrets).map(([id, secret]) => [id, secret && 'SECRET']));
}
