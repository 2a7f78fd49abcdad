import type { JsonObject } from '@portico/config';
import { toError } from '@portico/errors';
import { isCollection, visit, type Document } from 'yaml';
import { createProblem, fromPointer, type EntityProblem } from '../entity-problem.ts';
import { problemText, type ProblemText } from '../problem-texts.ts';
import { describeYamlFault } from './describe-yaml-fault.ts';
import { keyOf, locateField } from './locate.ts';
import {
  explainYamlError,
  openYaml,
  type Position,
  type SourceDocument,
  type YamlSource,
} from './yaml-source.ts';

/** One document of a file of entities. Documents without content are left out. */
export interface EntityDocument {
  /** Its place among the documents of the file, from 0. */
  index: number;
  /** The line that its content starts on, from 1. */
  line: number;
  /** What it holds, unchecked; missing when it is no object. */
  entity?: JsonObject;
  /** What is wrong with it as YAML. */
  problems: EntityProblem[];
  /** The text of the document, with the comments before it. */
  text: string;
  /** Where {@link EntityDocument.text} starts in the file, in characters from 0. */
  offset: number;
  /** Where a field stands in the file; the nearest field around it if it is not there. */
  locate(pointer: string, inKey?: boolean): Position;
}

/** What {@link parseEntityYaml} can be told. */
export interface ParseEntityYamlOptions {
  /** Where the text is from; it is copied into the problems. */
  source?: string;
  /** The most characters that are read, and that a document has once its aliases are written out. Defaults to ten million. */
  maxLength?: number;
  /** The most documents that are read, those without content included. Defaults to 50,000. */
  maxDocuments?: number;
}

const maxErrorsPerDocument = 5;
const maxAliases = 100;
const defaultMaxLength = 10_000_000;

/**
 * Reads a YAML text of one or more entities. It does not throw: what cannot be
 * read becomes a problem, with its line, and the other documents are still read.
 */
export function parseEntityYaml(text: string, options: ParseEntityYamlOptions = {}): EntityDocument[] {
  const { maxLength = defaultMaxLength, maxDocuments = 50_000 } = options;
  const source = openYaml(text);
  const refuse = (message: ProblemText): EntityDocument[] => [unreadable(0, start, options, message)];
  if (text.length > maxLength) {
    return refuse(problemText('tooLong', { length: text.length, limit: maxLength }));
  }
  const documents: EntityDocument[] = [];
  let count = 0;
  try {
    for (const document of source.documents()) {
      count += 1;
      if (count > maxDocuments) return refuse(problemText('tooManyDocuments', { limit: maxDocuments }));
      const read = readDocument(source, document, documents.length, options);
      if (read) documents.push(read);
    }
  } catch (error) {
    const message = explainYamlError(`The YAML cannot be read: ${toError(error).message}`);
    documents.push(unreadable(documents.length, source.reached(), options, message));
  }
  return documents;
}

function readDocument(
  source: YamlSource,
  { document, start, end }: SourceDocument,
  index: number,
  options: ParseEntityYamlOptions,
): EntityDocument | undefined {
  const at = source.positionOf(document.contents?.range?.[0] ?? start);
  const locate = (pointer: string, inKey?: boolean): Position =>
    source.positionOf(locateField(document, fromPointer(pointer), inKey));
  const problems =
    document.errors.length > 0 ? yamlErrors(source, document) : duplicateKeys(source, document);
  const result: EntityDocument = {
    index,
    line: at.line,
    problems,
    text: source.text.slice(start, end),
    offset: start,
    locate,
  };
  if (problems.length === 0) {
    const content = readContent(document, result.text, options);
    if ('value' in content && content.value === null) return undefined;
    if ('value' in content && isJsonObject(content.value)) result.entity = content.value;
    else
      problems.push({
        ...createProblem('yaml', [], 'fault' in content ? content.fault : rootMessage(content.value)),
        ...('offset' in content && content.offset !== undefined ? source.positionOf(content.offset) : at),
      });
  }
  if (result.entity) problems.push(...tagWarnings(source, document));
  for (const problem of problems) if (options.source) problem.source = options.source;
  return result;
}

type Content = { value: unknown } | { fault: ProblemText; offset?: number };

function readContent(
  document: Document.Parsed,
  text: string,
  { maxLength = defaultMaxLength }: ParseEntityYamlOptions,
): Content {
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    if (!text.includes('*') || takeLength(value, maxLength) >= 0) return { value };
    return { fault: problemText('tooLongWrittenOut', { limit: maxLength }) };
  } catch (error) {
    const message = `The YAML cannot be read: ${toError(error).message}. Write out what the aliases stand for`;
    const alias = findUnresolvedAlias(document);
    return { fault: problemText('yaml', { message }), ...(alias !== undefined && { offset: alias }) };
  }
}

/** Where the first alias stands that nothing before it explains. */
function findUnresolvedAlias(document: Document.Parsed): number | undefined {
  let offset: number | undefined;
  const anchors = new Set<string>();
  visit(document, {
    Value(_, { anchor }) {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Alias(_, { source, range }) {
      if (anchors.has(source)) return undefined;
      offset = range?.[0];
      return visit.BREAK;
    },
  });
  return offset;
}

/** What is left of a number of characters when a value is written out; negative when it is too long. */
function takeLength(value: unknown, left: number): number {
  if (typeof value === 'string') return left - value.length;
  if (typeof value !== 'object' || value === null) return left - 1;
  let rest = left - 1;
  for (const [key, item] of Object.entries(value)) {
    rest = takeLength(item, rest - key.length);
    if (rest < 0) break;
  }
  return rest;
}

function rootMessage(value: unknown): ProblemText {
  return problemText('noObject', { type: Array.isArray(value) ? 'array' : typeof value });
}

function yamlErrors(source: YamlSource, document: Document.Parsed): EntityProblem[] {
  const fault = describeYamlFault(source.text, document);
  if (!fault) return [];
  const { message, hint, offset } = fault;
  return [{ ...createProblem('yaml', [], message, { hint }), ...source.positionOf(offset) }];
}

function tagWarnings(source: YamlSource, document: Document.Parsed): EntityProblem[] {
  return document.warnings.slice(0, maxErrorsPerDocument).map(warning => ({
    ...createProblem('yaml', [], problemText('yaml', { message: warning.message }), { severity: 'warning' }),
    ...source.positionOf(warning.pos[0]),
  }));
}

function duplicateKeys(source: YamlSource, document: Document.Parsed): EntityProblem[] {
  const problems: EntityProblem[] = [];
  if (!isCollection(document.contents)) return problems;
  visit(document, {
    Map(_, map) {
      const seen = new Set<string | undefined>();
      for (const pair of map.items) {
        const key = keyOf(pair);
        if (key !== undefined && seen.has(key) && problems.length < maxErrorsPerDocument) {
          const offset = (pair.key as { range?: [number, number, number] } | null)?.range?.[0] ?? 0;
          const problem = createProblem('yaml', [], problemText('keyTwice', { key }), {
            hint: problemText('hint.keepOne'),
          });
          problems.push({ ...problem, ...source.positionOf(offset) });
        }
        seen.add(key);
      }
    },
  });
  return problems;
}

const start: Position = { line: 1, column: 1 };

function unreadable(
  index: number,
  at: Position,
  options: ParseEntityYamlOptions,
  message: ProblemText,
): EntityDocument {
  const problem: EntityProblem = { ...createProblem('yaml', [], message), ...at };
  if (options.source) problem.source = options.source;
  return { index, line: at.line, problems: [problem], text: '', offset: 0, locate: () => at };
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
