import { Visitor } from 'oxc-parser';
import type { Problem, Project, SourceFile } from './project.ts';

const maxFileLines = 300;
const maxFunctionLines = 60;
const maxParameters = 5; // the most that a kept contract has: CatalogProcessor.preProcessEntity

/** Files that are allowed to be longer, each with its reason. The list must shrink. */
const longFiles: Readonly<Record<string, string>> = {};

/** No file over 300 lines, no function over 60, but for components, whose markup counts half. */
export function checkSizes(project: Project): Problem[] {
  const files = project.workspaces.flatMap(workspace => workspace.files).filter(file => !file.isTest);
  return files.flatMap(file => [...checkFile(file), ...checkFunctions(file)]);
}

function checkFile(file: SourceFile): Problem[] {
  const lines = file.text.split('\n').length - 1;
  if (lines <= maxFileLines || file.path in longFiles) return [];
  return [
    { file: file.path, message: `has ${lines} lines, over ${maxFileLines}; it usually holds two ideas` },
  ];
}

interface FunctionNode {
  start: number;
  end: number;
  params: unknown;
}

/** The lines of a function are its own: those of functions inside it are theirs. */
function checkFunctions(file: SourceFile): Problem[] {
  const functions: FunctionNode[] = [];
  const visit = (node: FunctionNode) => void functions.push(node);
  new Visitor({
    FunctionDeclaration: visit,
    FunctionExpression: visit,
    ArrowFunctionExpression: visit,
  }).visit(file.program);
  const limit = file.path.endsWith('.tsx') ? 2 * maxFunctionLines : maxFunctionLines;
  return functions.flatMap(node => {
    const line = file.lineOf(node.start);
    const lines = ownLines(file, node, functions);
    const parameters = Array.isArray(node.params) ? node.params.length : 0;
    const problems: Problem[] = [];
    if (lines > limit) {
      problems.push({
        file: file.path,
        line,
        message: `function of ${lines} lines of its own, over ${limit}`,
      });
    }
    if (parameters > maxParameters) {
      const message = `function of ${parameters} parameters; take one options object`;
      problems.push({ file: file.path, line, message });
    }
    return problems;
  });
}

function ownLines(file: SourceFile, node: FunctionNode, all: FunctionNode[]): number {
  const isInside = (inner: FunctionNode, outer: FunctionNode) =>
    inner !== outer && inner.start >= outer.start && inner.end <= outer.end;
  const within = all.filter(inner => isInside(inner, node));
  const children = within.filter(inner => !within.some(other => isInside(inner, other)));
  const between = ({ start, end }: FunctionNode) => file.lineOf(end) - file.lineOf(start);
  return between(node) + 1 - children.reduce((lines, child) => lines + between(child), 0);
}

/** Median, 90th percentile and maximum of file lengths, and the ratio of test to source lines. */
export function describeSizes(project: Project): string {
  const files = project.workspaces.flatMap(workspace => workspace.files);
  const lengths = (test: boolean) =>
    files.filter(file => file.isTest === test).map(file => file.text.split('\n').length - 1);
  const source = lengths(false).sort((a, b) => a - b);
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  const at = (share: number) => source[Math.floor((source.length - 1) * share)] ?? 0;
  const ratio = (sum(lengths(true)) / Math.max(1, sum(source))).toFixed(2);
  return `${source.length} files, ${sum(source)} lines; file median ${at(0.5)}, p90 ${at(0.9)}, max ${at(1)}; test : source ${ratio}`;
}
