import { LineCounter, parseDocument, type Document, type ParsedNode } from 'yaml';
import type { ConfigPlace, ConfigProblem } from './problem.ts';

/** A YAML or JSON text that was read without errors. */
export interface YamlDocument {
  /** `null` for a text of blanks and comments. */
  root: ParsedNode | null;
  document: Document.Parsed;
  place: ConfigPlace;
  /** The place of a node that starts at an offset of the text. */
  placeAt(offset: number | undefined): ConfigPlace;
}

/** Parses YAML 1.2, and with it JSON. Reports every error with its position, and then gives nothing. */
export function parseYaml(
  text: string,
  place: ConfigPlace,
  report: (problem: ConfigProblem) => void,
): YamlDocument | undefined {
  const lines = new LineCounter();
  const placeAt = (offset: number | undefined): ConfigPlace => {
    if (offset === undefined) return place;
    const { line, col } = lines.linePos(offset);
    return { ...place, line, column: col };
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const tell = (
      severity: ConfigProblem['severity'],
      { message, pos }: { message: string; pos: [number, number] },
    ) =>
      report({
        severity,
        key: '',
        place: placeAt(pos[0]),
        message: `The YAML is broken: ${endSentence(message)}`,
      });
    for (const error of document.errors) tell('error', error);
    for (const warning of document.warnings) tell('warning', warning);
    return document.errors.length > 0 ? undefined : { root: document.contents, document, place, placeAt };
  } catch (error) {
    // The parser recurses, so that absurd nesting overflows its stack.
    const reason = error instanceof RangeError ? 'it is nested too deeply' : String(error);
    report({ severity: 'error', key: '', place, message: `The YAML cannot be read: ${reason}.` });
    return undefined;
  }
}

function endSentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
