import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem, Project, SourceFile } from './project.ts';

/** Exports lead to files; what entry files offer is listed by name; public declarations are documented. */
export function checkExports(project: Project): Problem[] {
  return project.workspaces.flatMap(workspace => {
    const missing = Object.entries(workspace.exports)
      .filter(([, target]) => !existsSync(join(project.root, workspace.dir, target)))
      .map(([door, target]) => ({
        file: `${workspace.dir}/package.json`,
        message: `exports '${door}' as '${target}', which does not exist`,
      }));
    return [...missing, ...workspace.files.filter(file => !file.isTest).flatMap(checkFile)];
  });
}

function checkFile(file: SourceFile): Problem[] {
  const problems: Problem[] = [];
  for (const statement of file.program.body) {
    const line = file.lineOf(statement.start);
    if (statement.type === 'ExportAllDeclaration') {
      problems.push({ file: file.path, line, message: 'exports everything of another file; list the names' });
    }
    const isDeclaration = statement.type === 'ExportNamedDeclaration' && statement.declaration;
    if (
      isDeclaration &&
      file.path.includes('/src/') &&
      !isOverload(file, statement.start) &&
      !hasDocComment(file, statement.start)
    ) {
      problems.push({ file: file.path, line, message: 'exports a declaration without a doc comment' });
    }
  }
  return problems;
}

function hasDocComment(file: SourceFile, start: number): boolean {
  const before = file.comments.filter(comment => comment.end <= start).at(-1);
  if (before?.type !== 'Block' || !before.value.startsWith('*')) return false;
  return file.text.slice(before.end, start).trim() === '';
}

/** Later signatures of an overloaded function share the comment of the first. */
function isOverload(file: SourceFile, start: number): boolean {
  const name = (at: number) => /^export (?:async )?function (\w+)/.exec(file.text.slice(at))?.[1];
  const previous = file.program.body.filter(statement => statement.end <= start).at(-1);
  const own = name(start);
  return own !== undefined && previous !== undefined && name(previous.start) === own;
}
