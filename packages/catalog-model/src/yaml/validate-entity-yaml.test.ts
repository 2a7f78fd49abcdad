import { expect, it } from 'vitest';
import { createCatalogModel } from '../create-catalog-model.ts';
import { formatProblem } from '../entity-problem.ts';
import { validateEntityYaml } from './validate-entity-yaml.ts';

const model = createCatalogModel();
const told = (text: string): string[] =>
  validateEntityYaml(text, model, { source: 'f.yaml' }).flatMap(({ problems }) =>
    problems.map(formatProblem),
  );

const service = (name: string, spec = ''): string => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: team-a
${spec}`;

it('gives each fault its line and column', () => {
  expect(
    told(service('My Service', '  dependsOn:\n    - component:a\n    - plain\n  subComponentOf: x\n')),
  ).toEqual([
    expect.stringMatching(/^f\.yaml:4:9: error: "metadata\.name" is not valid/),
    expect.stringMatching(/^f\.yaml:11:7: error: "spec\.dependsOn\.1" is not valid/),
  ]);
  expect(told(service('ok', '  subComponentOf: x\n'))).toEqual([
    expect.stringMatching(/^f\.yaml:9:3: warning: .*Did you mean 'subcomponentOf'\?/),
  ]);
  expect(told(service('ok').replace('  owner: team-a\n', ''))).toEqual([
    'f.yaml:5:1: error: "spec.owner" is missing',
  ]);
});

it('finds a field that a comment has swallowed', () => {
  expect(
    told(
      `# my catalog fileapiVersion: backstage.io/v1alpha1\n${service('a').split('\n').slice(1).join('\n')}`,
    ),
  ).toEqual([
    `f.yaml:2:1: error: "apiVersion" is missing (It stands in a comment: '# my catalog fileapiVersion: backstage.io/v1alpha1')`,
  ]);
});

it('answers with the entities that are good, next to those that are not', () => {
  const documents = validateEntityYaml(`${service('a')}---\nkind: Component\n---\n${service('b')}`, model);
  expect(documents.map(({ ref, entity, line }) => [ref, entity?.metadata.namespace, line])).toEqual([
    ['component:default/a', 'default', 1],
    [undefined, undefined, 10],
    ['component:default/b', 'default', 12],
  ]);
});

it('warns about an entity that is declared twice', () => {
  expect(told(`${service('a')}---\n${service('A')}`)).toEqual([
    'f.yaml:13:9: warning: "component:default/a" is declared on line 1 already (Only one of them is used; rename or remove the other)',
  ]);
});

it('takes placeholders for what they stand for, unless they hold the content itself', () => {
  const api = (definition: string): string =>
    service('a').replace('Component', 'API') + `  definition:\n    ${definition}\n`;
  expect(told(api('$text: ./openapi.yaml'))).toEqual([]);
  expect(told(api('$text: |\n      {"openapi": "3.1.0"}'))).toEqual([
    expect.stringContaining(
      'f.yaml:10:12: warning: "$text" takes a path or URL and seems to hold the content itself',
    ),
  ]);
  expect(told(api('$text: [a]'))[0]).toContain('"$text" takes a path or URL and was given ["a"]');
});
