import {
  resolveRelative,
  splitSpecifier,
  type Problem,
  type Project,
  type SourceFile,
  type Workspace,
} from './project.ts';

/** A package may import packages of lower layers only. */
const layers: readonly (readonly string[])[] = [
  ['errors'],
  ['config'],
  ['permissions', 'catalog-model'],
  ['catalog-client', 'backend-plugin-api', 'frontend-plugin-api', 'ui'],
  ['http-api', 'integration', 'backend-app-api', 'frontend-app-api'],
  ['backend-defaults'],
  ['backend-test-utils', 'frontend-test-utils', 'cli', 'create-portal'],
];

/** Doors whose code runs in the browser as well, and must not reach for Node or the backend. */
const isomorphicDoors: Readonly<Record<string, readonly string[]>> = {
  'packages/errors': ['.'],
  'packages/config': ['.'],
  'packages/permissions': ['.'],
  'packages/catalog-model': ['.', './yaml'],
  'packages/catalog-client': ['.'],
  'packages/integration': ['.'],
  'packages/http-api': ['.'],
  'packages/frontend-plugin-api': ['.'],
  'packages/frontend-app-api': ['.'],
  'packages/frontend-test-utils': ['.'],
};
const browserDoors = ['.', './react', './web'];

/**
 * Holds the direction of imports: packages by layer, plugins through their
 * doors, backend and web apart, and no Node in what a browser loads.
 */
export function checkLayers(project: Project): Problem[] {
  return project.workspaces.flatMap(workspace => [
    ...workspace.files.flatMap(file => checkFile(project, workspace, file)),
    ...checkIsomorphic(project, workspace),
  ]);
}

function layerOf(dir: string): number {
  if (dir.startsWith('plugins/')) return layers.length;
  if (dir.startsWith('apps/')) return layers.length + 1;
  return layers.findIndex(names => names.includes(dir.slice('packages/'.length)));
}

function checkFile(project: Project, workspace: Workspace, file: SourceFile): Problem[] {
  const problems: Problem[] = [];
  const report = (line: number, message: string) => problems.push({ file: file.path, line, message });
  const own = layerOf(workspace.dir);
  if (own === -1)
    return [
      {
        file: `${workspace.dir}/package.json`,
        message: 'is in no layer: add it to scripts/checks/layers.ts',
      },
    ];
  if (!file.isTest && (file.path.split('/src/')[1]?.split('/').length ?? 0) > 3)
    report(1, 'is more than two folders below src');

  for (const { specifier, line } of file.imports) {
    if (specifier.startsWith('.')) {
      const target = resolveRelative(project.root, file, specifier);
      const wrong = wrongRelative(workspace, file, target);
      if (wrong) report(line, wrong);
      continue;
    }
    const { name, door } = splitSpecifier(specifier);
    const target = project.workspaces.find(candidate => candidate.name === name);
    if (!target || file.isTest) continue;
    const wrong = wrongPackage({ own, workspace, target, door, specifier });
    if (wrong) report(line, wrong);
  }
  return problems;
}

function wrongRelative(workspace: Workspace, file: SourceFile, target: string): string | undefined {
  if (!target.startsWith(`${workspace.dir}/`)) {
    return `imports '${target}' of another package by path; import it by the package's name`;
  }
  if (file.isTest) return undefined;
  const side = (path: string) => /\/src\/(backend|web)\//.exec(path)?.[1];
  const [from, to] = [side(file.path), side(target)];
  if (from && to && from !== to)
    return `imports '${target}': ${from} and ${to} meet in the contract, src/index.ts`;
  if (!from && to && file.path.includes('/src/'))
    return `imports '${target}': the contract does not know the ${to}`;
  return undefined;
}

function wrongPackage(at: {
  own: number;
  workspace: Workspace;
  target: Workspace;
  door: string;
  specifier: string;
}): string | undefined {
  const { own, workspace, target, door, specifier } = at;
  if (target === workspace) return `imports its own package by name ('${specifier}'); use a relative path`;
  if (!(door in target.exports))
    return `imports '${specifier}', which is not among the exports of ${target.name}`;
  if (
    target.dir.startsWith('plugins/') &&
    ['./backend', './web'].includes(door) &&
    !workspace.dir.startsWith('apps/')
  ) {
    return `imports '${specifier}'; only apps and tests do: use '${target.name}', '${target.name}/node' or '${target.name}/react'`;
  }
  const bothPlugins = workspace.dir.startsWith('plugins/') && target.dir.startsWith('plugins/');
  if (layerOf(target.dir) >= own && !bothPlugins)
    return `imports '${specifier}', which is not in a lower layer`;
  return undefined;
}

function checkIsomorphic(project: Project, workspace: Workspace): Problem[] {
  // The main door of what `portico plugin new` writes is its backend.
  const own = workspace.role?.startsWith('backend-plugin') ? ['./web'] : browserDoors;
  const doors = workspace.dir.startsWith('plugins/') ? own : (isomorphicDoors[workspace.dir] ?? []);
  const entries = doors.flatMap(door => workspace.exports[door] ?? []);
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const queue = entries.map(entry => `${workspace.dir}/${entry.slice(2)}`);
  for (const path of queue) {
    const file = workspace.files.find(candidate => candidate.path === path);
    if (!file || seen.has(path)) continue;
    seen.add(path);
    for (const { specifier, line, typeOnly } of file.imports) {
      if (specifier.startsWith('.')) queue.push(resolveRelative(project.root, file, specifier));
      else if (
        !typeOnly &&
        /^(node:|@portico\/backend-|@portico\/[^/]+\/(node|loader|backend)$)/.test(specifier)
      ) {
        problems.push({ file: path, line, message: `imports '${specifier}', but is loaded by browsers too` });
      }
    }
  }
  return problems;
}
