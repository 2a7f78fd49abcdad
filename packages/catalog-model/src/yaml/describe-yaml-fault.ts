import { isCollection, isScalar, visit, type Document, type YAMLError } from 'yaml';
import { problemText, type ProblemText } from '../problem-texts.ts';
import { explainYamlError } from './yaml-source.ts';

/** What is wrong with a document as YAML, where to look for it, and what to do about it. */
export interface YamlFault {
  message: ProblemText;
  hint?: ProblemText | undefined;
  /** In characters of the text, from 0. */
  offset: number;
}

/**
 * The first fault of a document that could not be parsed; `undefined` if it
 * has none. The parser's other faults mostly follow from it.
 */
export function describeYamlFault(text: string, document: Document.Parsed): YamlFault | undefined {
  const [first, ...others] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (!first) return undefined;
  const fault =
    describeSlip(text, first) ?? describeUnclosed(text, document, first) ?? describeCode(text, first);
  if (others.every(({ pos }) => pos[0] === first.pos[0])) return fault;
  const { hint } = fault;
  return { ...fault, hint: hint ? problemText('hint.first', { hint }) : problemText('hint.onlyFirst') };
}

const keyLine = /^(\s*(?:- +)*)(["']?)([^\s:"'#{[]+)\2\s*:(?:\s|$)/;

/** Slips that the parser takes for something else, or tells on another line. */
function describeSlip(text: string, error: YAMLError): YamlFault | undefined {
  const offset = error.pos[0];
  const [line = '', ...after] = text.slice(lineStart(text, offset)).split('\n', 50);
  if (error.code === 'MULTILINE_IMPLICIT_KEY' || error.code === 'MISSING_CHAR') {
    const key = /^\s*(?:- +)*([\w./-]+)\s*$/.exec(line)?.[1];
    if (key === undefined || indentOf(after.find(isFilled) ?? '') < indentOf(line)) return undefined;
    const params = { key };
    return {
      message: problemText('noColon', params),
      hint: problemText('hint.missingColon', params),
      offset,
    };
  }
  if (error.code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined;
  const before = keyLine.exec(line)?.[3];
  const isOnOneLine = /:(?:\s|$)/.test(text.slice(offset).split('\n', 1)[0] ?? '');
  const at = after.findIndex(other => keyLine.test(other));
  const [, indent = '', , key] = keyLine.exec(after[at] ?? '') ?? [];
  if (isOnOneLine || before === undefined || key === undefined) return undefined;
  const start = lineStart(text, offset) + [line, ...after.slice(0, at)].join('\n').length + 1;
  return {
    message: problemText('keyBelowValue', { key, before }),
    hint: problemText('hint.indentLike', { before }),
    offset: start + indent.length,
  };
}

/** A quote or a bracket that is not closed: the parser tells where it gave up, which may be far below. */
function describeUnclosed(
  text: string,
  document: Document.Parsed,
  { pos, message }: YAMLError,
): YamlFault | undefined {
  const isQuote = message.startsWith('Missing closing');
  if (!isQuote && !/end with a? ?[\]}]/.test(message)) return undefined;
  let offset: number | undefined;
  visit(document, {
    Value(_, node) {
      const isOpener = isQuote
        ? isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
        : isCollection(node) && node.flow === true;
      const [start, end] = (isOpener && node.range) || [];
      if (start === undefined || end === undefined || start >= pos[0]) return;
      if (isQuote || !/[\]}]/.test(text[end - 1] ?? '')) offset = start;
    },
  });
  if (offset === undefined) return undefined;
  const sign = text[offset] ?? '';
  const end = { '[': ']', '{': '}' }[sign] ?? sign;
  return {
    message: problemText('unclosed', { sign }),
    hint: problemText('hint.close', { sign: end }),
    offset,
  };
}

function describeCode(text: string, error: YAMLError): YamlFault {
  const offset = error.pos[0];
  const start = lineStart(text, offset);
  const before = start === 0 ? '' : text.slice(lineStart(text, start - 1), start - 1);
  const line = text.slice(start).split('\n', 1)[0] ?? '';
  return { message: explainYamlError(error.message, error.code), hint: hintFor(error, line, before), offset };
}

function hintFor(error: YAMLError, line: string, before: string): ProblemText | undefined {
  if (/\{%|\$?\{\{/.test(line)) return problemText('hint.template');
  const unspaced = [before, line].find(text => /^\s*[\w.-]+:['"]/.test(text));
  if (unspaced) return problemText('hint.blankAfterColon', { line: unspaced.trim().slice(0, 80) });
  if (/^\s*```/.test(line)) return problemText('hint.indentText');
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return problemText('hint.quoteColon');
    case 'TAB_AS_INDENT':
      return problemText('hint.noTabs');
    case 'BAD_ALIAS':
      return problemText('hint.quoteStart');
    case 'BAD_SCALAR_START':
      return problemText('hint.quoteText');
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'UNEXPECTED_TOKEN':
      return problemText('hint.indentation');
    default:
      return undefined;
  }
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isFilled(line: string): boolean {
  return line.trim() !== '' && !line.trimStart().startsWith('#');
}
