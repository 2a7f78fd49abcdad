import { expect, it } from 'vitest';
import { startApiWorld } from '../api/testing/api-world.ts';

const component = (name: string, spec: string): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: { ${spec} }\n`;
const whole = 'type: a, lifecycle: b, owner: c';
const crew =
  'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: crew }\nspec: { type: team, children: [] }\n';

async function refusal(documents: string[]) {
  const target = 'https://host/catalog-info.yaml';
  await using world = await startApiWorld();
  world.pages.set(target, documents.join('---\n'));
  const { status, body } = await world.post('/locations?dryRun=true', { type: 'url', target });
  expect(status).toBe(400);
  return body.error as { message: string; problems?: unknown };
}

it('tells the faults of all entities of a file at once', async () => {
  const documents = [
    component('one', 'type: a, owner: c'),
    component('fine', whole),
    component('two 2', whole),
  ];
  expect(await refusal(documents)).toMatchObject({
    message: expect.stringContaining('component:default/one'),
    problems: [
      { path: 'spec.lifecycle', line: 4 },
      { path: 'metadata.name', line: 13 },
    ],
  });
});

it('tells the faults of a file beside a kind that may not come from there', async () => {
  expect(await refusal([crew, component('one', 'type: a, owner: c')])).toMatchObject({
    message: expect.stringContaining('is not of an allowed kind'),
    problems: [{ path: 'spec.lifecycle', line: 9 }],
  });
});

it('tells what is declared twice beside what is wrong otherwise', async () => {
  const twice = [component('one', 'type: a, owner: c'), component('two', whole), component('two', whole)];
  expect(await refusal(twice)).toMatchObject({
    message: expect.stringMatching(/two is declared more than once/),
    problems: [{ path: 'spec.lifecycle', line: 4 }],
  });
});
