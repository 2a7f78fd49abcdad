import { describe, expect, it } from 'vitest';
import type { Entity } from './entity.ts';
import { component, model } from './testing/subject.ts';

describe('advice', () => {
  const adviceOn = (entity: Entity): string[] => {
    const result = model.validate(entity);
    expect(result.valid).toBe(true);
    return result.problems.map(({ path, hint }) => `${path}: ${hint}`);
  };

  it('warns about what is allowed and most likely wrong', () => {
    expect(adviceOn(component())).toEqual([]);
    expect(adviceOn(component({ subComponentOf: 'x', implementsApis: ['a'] }))).toEqual([
      "spec.subComponentOf: Did you mean 'subcomponentOf'?",
      "spec.implementsApis: Did you mean 'providesApis'?",
    ]);
    expect(adviceOn(component({ owner: 'Jane.Doe@example.com' }))).toEqual([
      "spec.owner: Write the ref of the user or group, such as 'user:default/jane.doe'",
    ]);
    expect(adviceOn(component({ system: 'My System' }))).toEqual([
      expect.stringContaining('No entity has a name with blanks'),
    ]);
    expect(adviceOn(component({ dependsOn: ['component:subject'] }))).toEqual([
      'spec.dependsOn.0: Name another entity or remove it',
    ]);
    expect(adviceOn(component({ links: [] }))).toEqual(["spec.links: Move 'links' under metadata"]);
    expect(adviceOn(component({}, { links: [{ url: 'acme:x' }] }))).toEqual([
      expect.stringContaining('shown as text'),
    ]);
  });

  it('knows the values of well-known annotations, and their names', () => {
    const annotations = {
      'backstage.io/techdocs-ref': 'docs',
      'backstage.io/source-location': 'https://a/b',
      'backstage.io/view-url': 'javascript:x',
      'github.com/project-slugs': 'a/b',
      'acme.com/anything': 'x',
    };
    expect(adviceOn(component({}, { annotations }))).toEqual([
      "metadata.annotations.backstage.io/techdocs-ref: Write 'dir:docs' for a folder, or 'url:' and a URL",
      "metadata.annotations.backstage.io/source-location: Write 'url:https://a/b', or another type and target",
      'metadata.annotations.backstage.io/view-url: Write a URL that opens a page',
      "metadata.annotations.github.com/project-slugs: Did you mean 'github.com/project-slug'?",
    ]);
  });

  it('keeps quiet when asked to', () => {
    expect(model.validate(component({ subComponentOf: 'x' }), { advice: false }).problems).toEqual([]);
  });
});
