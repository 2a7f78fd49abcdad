import { Composer, Lexer, LineCounter, Parser, type CST, type Document } from 'yaml';
import { isProblemCode, problemText, problemTexts, type ProblemText } from '../problem-texts.ts';

/** A position in a text, counted from 1. */
export interface Position {
  line: number;
  column: number;
}

/** One document of a YAML text, with the span that it takes, comments before it included. */
export interface SourceDocument {
  document: Document.Parsed;
  start: number;
  end: number;
}

/** A YAML text that knows its lines. */
export interface YamlSource {
  text: string;
  positionOf(offset: number): Position;
  /** Reads one document after the other. A fault in one does not keep the others from being read. */
  documents(): Generator<SourceDocument>;
  /** How far the text has been read. */
  reached(): Position;
}

/**
 * Opens a YAML 1.2 text. Merge keys (`<<`) are keys like any other. Keys that
 * come twice are not looked for here, since the parser takes quadratic time for it.
 */
export function openYaml(text: string): YamlSource {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return {
    text,
    positionOf,
    reached: () => positionOf(parser.offset),
    *documents() {
      const composer = new Composer({
        merge: false,
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: 'silent',
      });
      let start = 0;
      for (const document of composer.compose(parse(parser, text), false, text.length)) {
        const end = Math.max(document.range[2], start);
        yield { document, start, end };
        start = end;
      }
    },
  };
}

const maxDepth = 1000;

/** As the parser does it, but for what would have it take up all memory: a few megabytes of brackets do. */
function* parse(parser: Parser, text: string): Generator<CST.Token, void> {
  for (const lexeme of new Lexer().lex(text)) {
    if (parser.stack.length > maxDepth) throw new Error(tooDeep);
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

const tooDeep = problemTexts.yamlTooDeep;

/** What the parser's complaint means, where it only tells how it failed. The parser is recursive. */
export function explainYamlError(message: string, code = ''): ProblemText {
  if (message.includes('call stack') || message.includes(tooDeep)) return problemText('yamlTooDeep');
  const known = `yaml.${code}`;
  return problemText(isProblemCode(known) ? known : 'yaml', { message });
}
