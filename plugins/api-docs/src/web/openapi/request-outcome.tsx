import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Code, CopyButton, Tag } from '@portico/ui';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import classes from '../definition/definition.module.css';
import { toCurl, type BuiltRequest, type RequestFault } from './build-request.ts';
import type { ReceivedAnswer, SendFault } from './send-request.ts';

/** How it went: what came back, with the request as it may be shown, or why nothing did. */
export type Outcome = ({ fault: RequestFault | SendFault } | { answer: ReceivedAnswer }) & {
  shown?: BuiltRequest;
};

/** Shows what came back, or why nothing did. */
export function RequestOutcome({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  if ('fault' in outcome) {
    return (
      <div className={classes['content']}>
        <p role="alert" className={classes['fault']}>
          <Fault fault={outcome.fault} />
        </p>
        {outcome.shown && <CopyCurl request={outcome.shown} />}
      </div>
    );
  }
  const { answer, shown } = outcome;
  return (
    <div className={classes['content']} role="status">
      <div className={classes['row']}>
        <Tag level={answer.status < 400 ? 'ok' : 'error'}>
          {`${answer.status} ${answer.statusText}`.trim()}
        </Tag>
        <span className={classes['soft']}>{answer.milliseconds} ms</span>
        {shown && <CopyCurl request={shown} />}
      </div>
      <Code text={answer.body} language={answer.isJson ? 'json' : 'text'} label={t('answerBody')} />
      {answer.isCut && <span className={classes['soft']}>{t('answerCut')}</span>}
      <details>
        <summary className={classes['more']}>{t('headers')}</summary>
        <ul className={classes['plain']}>
          {answer.headers.map(([name, value]) => (
            <li key={name} className={classes['code']}>
              {name}: {value}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function CopyCurl({ request }: { request: BuiltRequest }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return (
    <div>
      <CopyButton value={toCurl(request)} label={t('copyCurl')} isTextShown />
    </div>
  );
}

function Fault({ fault }: { fault: RequestFault | SendFault }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  switch (fault.code) {
    case 'missing':
      return t('faultMissing', { name: fault.name });
    case 'server':
      return t('faultServer');
    case 'path':
      return t('faultPath', { path: fault.path });
    case 'policy':
      return t('faultPolicy', { origin: fault.origin });
    case 'network':
      return t(fault.isMixed ? 'faultMixed' : 'faultNetwork', { origin: fault.origin });
  }
}
