import { builtinModules } from 'node:module';
import { splitSpecifier, type Problem, type Project } from './project.ts';

/** What tests may use without declaring it: the root's own devDependencies. */
const testOnly = new Set([
  'vitest',
  'fast-check',
  'playwright-core',
  '@axe-core/playwright',
  '@sparticuz/chromium',
  'vite',
]);

/** Every imported package is declared in the package.json beside it, and no official package is used. */
export function checkImports(project: Project): Problem[] {
  const names = new Set(project.workspaces.map(workspace => workspace.name));
  return project.workspaces.flatMap(workspace =>
    workspace.files.flatMap(file =>
      file.imports.flatMap(({ specifier, line }) => {
        const { name } = splitSpecifier(specifier);
        if (specifier.startsWith('.') || specifier.startsWith('node:') || specifier.startsWith('virtual:'))
          return [];
        const report = (message: string) => [{ file: file.path, line, message }];
        if (builtinModules.includes(name)) return report(`imports '${specifier}' without 'node:'`);
        if (name.startsWith('@backstage/'))
          return report(`imports '${specifier}'; only conformance/ and bench/ may`);
        const known =
          workspace.dependencies.has(name) || (file.isTest && (testOnly.has(name) || names.has(name)));
        return known ? [] : report(`imports '${name}', which ${workspace.dir}/package.json does not declare`);
      }),
    ),
  );
}
