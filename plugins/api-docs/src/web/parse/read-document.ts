import { isMap, LineCounter, parseDocument } from 'yaml';

/** What is wrong with a definition, and where: lines and columns count from 1. */
export interface DefinitionProblem {
  message: string;
  line?: number | undefined;
  column?: number | undefined;
}

/** A definition in JSON or YAML, read. */
export type ReadDocument = { value: unknown } | { problem: DefinitionProblem };

const maxAliases = 1000;

/** Reads JSON or YAML. JSON is tried first, since it is read at many times the speed. It does not throw. */
export function readDocument(text: string): ReadDocument {
  if (/^\s*[{[]/.test(text)) {
    try {
      return { value: JSON.parse(text) as unknown };
    } catch {
      // Flow style of YAML starts in the same way, and YAML tells the line of a fault.
    }
  }
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
    const [fault] = document.errors;
    if (fault) {
      const { line, col } = lines.linePos(fault.pos[0]);
      return { problem: { message: plain(fault.message), line, column: col } };
    }
    if (!isMap(document.contents)) return { problem: { message: 'notAnObject' } };
    return { value: document.toJS({ maxAliasCount: maxAliases }) as unknown };
  } catch (error) {
    return { problem: { message: error instanceof Error ? error.message : String(error) } };
  }
}

/** The parser adds the place to some messages; it is told beside them. */
function plain(message: string): string {
  return message.replace(/ at line \d+, column \d+:?[^]*$/, '');
}
