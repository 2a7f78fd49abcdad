import { type CatalogModel, type EntityProblem, stringifyLocationRef } from '@portico/catalog-model';
import { parseEntityYaml } from '@portico/catalog-model/yaml';
import { attachProblems, toProcessorResult } from '../../node/parse-entity-documents.ts';
import type { CatalogProcessorParser } from '../../node/processing.ts';
import { createBreather } from '../engine/breather.ts';
import type { YamlDocument } from './yaml-document.ts';
import type { YamlReader } from './yaml-reader.ts';

const maxLocated = 100_000;

/**
 * The parser of files that were read from locations. Each document is checked
 * as well; its faults are attached to it, with their lines, and it is emitted
 * all the same.
 */
export function createDocumentParser(model: CatalogModel, yaml: YamlReader): CatalogProcessorParser {
  return async function* parse({ data, location }) {
    const text = data.toString('utf8');
    const source = stringifyLocationRef(location);
    const breathe = createBreather();
    for (const document of await yaml.readEntities(text, source)) {
      await breathe();
      const result = toProcessorResult(document, location);
      if (result.type === 'entity') {
        const { valid, problems } = model.validate(result.entity, { placeholders: true, advice: false });
        if (!valid) attachProblems(result, locateAll(problems, { document, text, source }));
      }
      yield result;
    }
  };
}

interface Place {
  document: YamlDocument;
  text: string;
  source: string;
}

/** Reads the document once more, which is rarely needed and cheap, for the places of its fields. */
function locateAll(problems: readonly EntityProblem[], { document, text, source }: Place): EntityProblem[] {
  const { offset, length, line } = document;
  const own = length > maxLocated ? '' : text.slice(offset, offset + length);
  const [reread] = parseEntityYaml(own);
  const linesBefore = countLines(text, offset);
  return problems.map(problem => {
    const at = reread?.locate(problem.pointer, problem.inKey);
    return { ...problem, source, line: at ? at.line + linesBefore : line, column: at?.column ?? 1 };
  });
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
