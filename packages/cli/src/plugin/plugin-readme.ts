import type { NewPackage } from './new-package.ts';

/** The README of a plugin or module. */
export function pluginReadme({ id, moduleOf, parts, packageName }: NewPackage): string {
  const what =
    moduleOf === undefined
      ? `The plugin \`${id}\`: ${contents[parts]}.`
      : `The module \`${id}\` of the backend plugin \`${moduleOf}\`.`;
  const backend = `\`\`\`ts
// backend.ts
backend.add(import('${packageName}'));
\`\`\`
`;
  const web = `\`\`\`ts
// web/features.ts
export default [app, import('${packageName}/web')];
\`\`\`
`;
  const endpoints = `| endpoint | answer |
|---|---|
| \`GET /api/${id}/hello\` | \`{ "message": "Hello, <user>" }\`, for whoever is signed in |
`;
  const extensions = `| extension | what it is |
|---|---|
| \`page:${id}\` | the page at \`/${id}\`, with its line in the navigation |
| \`entity-card:${id}\` | the card on the pages of components |
`;
  return [
    `# ${packageName}\n`,
    `${what}\n`,
    ...(parts === 'web' ? [] : [backend]),
    ...(parts === 'backend' ? [] : [web]),
    ...(parts === 'web' || moduleOf !== undefined ? [] : [endpoints]),
    ...(parts === 'backend' ? [] : [extensions]),
  ].join('\n');
}

const contents = {
  backend: 'its backend',
  web: 'a page, and a card on the pages of entities',
  both: 'its backend, a page, and a card on the pages of entities',
};
