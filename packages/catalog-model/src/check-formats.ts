import type { Entity, EntityLink } from './entity.ts';
import { createProblem, type EntityProblem, type FieldSteps } from './entity-problem.ts';
import { builtinFieldFormats, type FieldFormats } from './field-formats.ts';
import { problemText, type ProblemCode, type ProblemText } from './problem-texts.ts';
import { quote } from './suggest.ts';
import { isAbsoluteUrl, isScriptUrl } from './url-safety.ts';

/**
 * Checks the format of every field that all kinds share. Fields whose value is
 * of another type than their schema says are passed over.
 */
export function checkFormats(entity: Entity, formats: FieldFormats): EntityProblem[] {
  const problems: EntityProblem[] = [];
  const { metadata } = entity;
  const check = (
    format: keyof FieldFormats,
    value: unknown,
    steps: FieldSteps,
    name = steps.join('.'),
  ): void => {
    if (typeof value !== 'string' || formats[format](value)) return;
    const isBuiltin = formats[format] === builtinFieldFormats[format];
    const message = formatMessage(name, isBuiltin ? problemText(`expected.${format}`) : undefined, value);
    problems.push(
      createProblem('format', steps, message, {
        hint: hintFor(format, value),
        inKey: format.endsWith('Key'),
      }),
    );
  };
  check('isValidApiVersion', entity.apiVersion, ['apiVersion']);
  check('isValidKind', entity.kind, ['kind']);
  check('isValidEntityName', metadata.name, ['metadata', 'name']);
  check('isValidNamespace', metadata.namespace, ['metadata', 'namespace']);
  for (const [key, value] of entriesOf(metadata.labels)) {
    check('isValidLabelKey', key, ['metadata', 'labels', key], `labels.${key}`);
    check('isValidLabelValue', value, ['metadata', 'labels', key], `labels.${key}`);
  }
  for (const [key, value] of entriesOf(metadata.annotations)) {
    check('isValidAnnotationKey', key, ['metadata', 'annotations', key], `annotations.${key}`);
    check('isValidAnnotationValue', value, ['metadata', 'annotations', key], `annotations.${key}`);
  }
  itemsOf(metadata.tags).forEach((tag, index) =>
    check('isValidTag', tag, ['metadata', 'tags', index], `tags.${index}`),
  );
  itemsOf(metadata.links).forEach((link, index) =>
    problems.push(...checkLink(Object(link) as Partial<EntityLink>, index)),
  );
  return problems;
}

function entriesOf(map: unknown): [string, unknown][] {
  return typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.entries(map) : [];
}

function itemsOf(list: unknown): unknown[] {
  return Array.isArray(list) ? list : [];
}

/** A fault in the format of a field. Without an expectation, a check that the organisation brought along refused it. */
function formatMessage(field: string, expected: ProblemText | undefined, value: unknown): ProblemText {
  if (!expected) return problemText('refused', { field, value: quote(value) });
  return problemText('invalid', { field, expected, value: quote(value) });
}

function checkLink(link: Partial<EntityLink>, index: number): EntityProblem[] {
  const problems: EntityProblem[] = [];
  const add = (field: string, code: ProblemCode, value: unknown, hint?: ProblemText): void => {
    const message = formatMessage(`links.${index}.${field}`, problemText(code), value);
    problems.push(createProblem('format', ['metadata', 'links', index, field], message, { hint }));
  };
  const { url } = link;
  if (typeof url === 'string' && !isAbsoluteUrl(url)) {
    const hint = /^[\w-]+(\.[\w-]+)+(\/|$)/.test(url)
      ? problemText('hint.write', { value: `'https://${url}'` })
      : undefined;
    add('url', 'expected.url', url, hint);
  } else if (typeof url === 'string' && isScriptUrl(url)) {
    add('url', 'expected.pageUrl', url, problemText('hint.noScripts'));
  }
  for (const field of ['title', 'icon']) {
    const value = link[field];
    if (typeof value === 'string' && value.trim() === '') add(field, 'expected.notBlank', value);
  }
  return problems;
}

function hintFor(format: keyof FieldFormats, value: unknown): ProblemText | undefined {
  const rewrite = rewrites[format];
  if (typeof value !== 'string' || !rewrite) return undefined;
  const better = rewrite(value.normalize('NFKD').replaceAll(/\p{M}/gu, ''));
  return better && builtinFieldFormats[format](better)
    ? problemText('hint.write', { value: `'${better}'` })
    : undefined;
}

const trimJoints = (text: string): string => text.replaceAll(/^[-_.]+|[-_.]+$/g, '').slice(0, 63);
const toName = (text: string): string => trimJoints(text.trim().replaceAll(/[^A-Za-z0-9_.-]+/g, '-'));
const toPrefixedName = (text: string): string => {
  const slash = text.indexOf('/');
  return slash === -1
    ? toName(text)
    : `${text.slice(0, slash).toLowerCase().replaceAll('_', '-')}/${toName(text.slice(slash + 1))}`;
};

const rewrites: Partial<Record<keyof FieldFormats, (text: string) => string>> = {
  isValidKind: text => text.replaceAll(/[^A-Za-z0-9]/g, ''),
  isValidEntityName: toName,
  isValidNamespace: text =>
    trimJoints(
      text
        .trim()
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-'),
    ),
  isValidLabelKey: toPrefixedName,
  isValidLabelValue: toName,
  isValidAnnotationKey: toPrefixedName,
  isValidTag: text =>
    trimJoints(
      text
        .trim()
        .toLowerCase()
        .replaceAll(/[^a-z0-9:+#]+/g, '-'),
    ),
};
