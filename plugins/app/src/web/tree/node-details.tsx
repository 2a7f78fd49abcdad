import { useEffect, useState, type ReactNode } from 'react';
import { explainNode, type NodeExplanation } from '@portico/frontend-app-api';
import {
  useTranslationRef,
  type AppNode,
  type AppTree,
  type FrontendPluginInfo,
} from '@portico/frontend-plugin-api';
import { Card, Code, CopyButton, FactList, StatusDot, type Fact } from '@portico/ui';
import { describeValue } from './describe-value.ts';
import { ExtensionId, ExtensionLink } from './extension-link.tsx';
import { levelOf } from './list-rows.ts';
import { treeTranslationRef } from './tree-translation.ts';
import classes from './tree.module.css';

/** Everything about one extension. */
export function NodeDetails({
  node,
  tree,
  onChoose,
}: {
  node: AppNode;
  tree: AppTree;
  onChoose(id: string): void;
}) {
  const { t } = useTranslationRef(treeTranslationRef);
  const { spec, report } = node;
  return (
    <Card
      title={
        <span className={classes['id']}>
          <ExtensionId id={spec.id} />
        </span>
      }
      actions={<CopyButton value={spec.id} label={t('copyId')} />}
    >
      <div className={classes['stack']}>
        <Explanation explanation={explainNode(tree, spec.id)} onChoose={onChoose} />
        <FactList facts={useFacts(node, onChoose)} />
        {(report?.problems.length ?? 0) > 0 && (
          <Section title={t('problemsHere')}>
            {report?.problems.map(problem => (
              <div key={problem.message}>
                <code className={classes['code']}>{problem.code}</code> {problem.message}
                <div className={classes['hint']}>{problem.hint}</div>
              </div>
            ))}
          </Section>
        )}
        <Attachments node={node} onChoose={onChoose} />
        <Outputs node={node} />
        <Section title={t('config')}>
          <Code language="yaml" label={t('config')} text={toConfigExample(node)} />
        </Section>
      </div>
    </Card>
  );
}

/** Why it is as it is, cause after cause. */
function Explanation({
  explanation,
  onChoose,
}: {
  explanation: NodeExplanation;
  onChoose(id: string): void;
}) {
  const { t } = useTranslationRef(treeTranslationRef);
  return (
    <div className={classes['explanation']}>
      <StatusDot level={levelOf(explanation.status)}>
        <strong>{t(`status.${explanation.status}`)}</strong>
      </StatusDot>
      <div>{explanation.reason}</div>
      {explanation.hint !== undefined && <div className={classes['hint']}>{explanation.hint}</div>}
      {explanation.because && (
        <div className={classes['because']}>
          <ExtensionLink id={explanation.because.id} onChoose={onChoose} />
          <Explanation explanation={explanation.because} onChoose={onChoose} />
        </div>
      )}
    </div>
  );
}

function useFacts(node: AppNode, onChoose: (id: string) => void): Fact[] {
  const { t } = useTranslationRef(treeTranslationRef);
  const info = usePluginInfo(node);
  const { spec, report } = node;
  const milliseconds = (value: number | undefined) =>
    value === undefined ? undefined : `${value.toFixed(1)} ms`;
  const facts: [label: string, value: ReactNode][] = [
    [t('plugin'), spec.plugin.pluginId],
    [t('package'), info?.packageName && `${info.packageName} ${info.version ?? ''}`],
    [t('providedBy'), report?.providedBy.join(', ')],
    [
      t('attachedTo'),
      <ExtensionLink key="at" id={spec.attachTo.id} input={spec.attachTo.input} onChoose={onChoose} />,
    ],
    [t('attachedBy'), report && t(`decider.${report.attachedBy}`)],
    [t('enabledBy'), report && t(`decider.${report.enabledBy}`)],
    [t('factory'), milliseconds(report?.factoryMs)],
    [t('load'), milliseconds(report?.loadMs)],
    [t('condition'), spec.if && JSON.stringify(spec.if)],
  ];
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function usePluginInfo(node: AppNode): FrontendPluginInfo | undefined {
  const [info, setInfo] = useState<FrontendPluginInfo>();
  useEffect(() => {
    let isCurrent = true;
    node.spec.plugin.info().then(
      found => isCurrent && setInfo(found),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [node]);
  return info;
}

function Attachments({ node, onChoose }: { node: AppNode; onChoose(id: string): void }) {
  const { t } = useTranslationRef(treeTranslationRef);
  const inputs = [...node.edges.attachments];
  if (inputs.length === 0) return null;
  return (
    <Section title={t('inputs')}>
      {inputs.map(([input, children]) => (
        <div key={input}>
          <strong>{input}</strong>
          <ul className={classes['children']}>
            {children.map(({ spec }) => (
              <li key={spec.id}>
                <ExtensionLink id={spec.id} onChoose={onChoose} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function Outputs({ node }: { node: AppNode }) {
  const { t } = useTranslationRef(treeTranslationRef);
  const refs = [...(node.instance?.getDataRefs() ?? [])];
  if (refs.length === 0) return null;
  const facts = refs.map(ref => ({
    label: ref.id,
    value: <code>{describeValue(node.instance?.getData(ref))}</code>,
  }));
  return (
    <Section title={t('outputs')}>
      <FactList facts={facts} />
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes['section']}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** What one would write in the configuration to change this extension. */
function toConfigExample({ spec }: AppNode): string {
  const config = spec.config === undefined ? '' : `\n        config: ${JSON.stringify(spec.config)}`;
  return `app:\n  extensions:\n    - ${spec.id}:\n        disabled: ${spec.disabled}\n        attachTo: { id: '${spec.attachTo.id}', input: ${spec.attachTo.input} }${config}\n`;
}
