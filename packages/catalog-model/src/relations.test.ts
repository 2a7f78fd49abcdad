import { describe, expect, it } from 'vitest';
import type { Entity } from './entity.ts';
import { component, make, model } from './testing/subject.ts';

describe('relationsOf', () => {
  const related = (entity: Entity): string[] =>
    model.relationsOf(entity).map(({ sourceRef, type, targetRef }) => `${sourceRef} ${type} ${targetRef}`);

  it('gives both directions, with the kind of the field and the namespace of the entity', () => {
    const entity = component(
      { owner: 'Team-A', system: 'other/sys', dependsOn: ['resource:db'] },
      { name: 'Svc', namespace: 'ns' },
    );
    expect(related(entity)).toEqual([
      'component:ns/svc ownedBy group:ns/team-a',
      'group:ns/team-a ownerOf component:ns/svc',
      'component:ns/svc dependsOn resource:ns/db',
      'resource:ns/db dependencyOf component:ns/svc',
      'component:ns/svc partOf system:other/sys',
      'system:other/sys hasPart component:ns/svc',
    ]);
  });

  it.each([
    ['Component', 'subcomponentOf', 'partOf component:default/x'],
    ['Component', 'providesApis', 'providesApi api:default/x'],
    ['Component', 'consumesApis', 'consumesApi api:default/x'],
    ['System', 'domain', 'partOf domain:default/x'],
    ['Domain', 'subdomainOf', 'partOf domain:default/x'],
    ['User', 'memberOf', 'memberOf group:default/x'],
    ['Group', 'parent', 'childOf group:default/x'],
    ['Group', 'children', 'parentOf group:default/x'],
    ['Group', 'members', 'hasMember user:default/x'],
    ['API', 'system', 'partOf system:default/x'],
    ['Resource', 'system', 'partOf system:default/x'],
  ])('relates %s by %s', (kind, field, expected) => {
    expect(related(make(kind, { [field]: 'x' }))[0]).toBe(
      `${kind.toLowerCase()}:default/subject ${expected}`,
    );
  });

  it('relates AI resources by their type, and skips kinds that may not stand there', () => {
    const skill = make('AiResource', { type: 'skill', owner: 'component:x', dependsOn: ['base'] });
    expect(related(skill)).toEqual([
      'airesource:default/subject dependsOn airesource:default/base',
      'airesource:default/base dependencyOf airesource:default/subject',
    ]);
    expect(related(make('AiResource', { type: 'plugin', skills: ['s'] }))[0]).toBe(
      'airesource:default/subject hasPart airesource:default/s',
    );
  });

  it('refuses what is no ref, and has nothing for kinds that it does not know', () => {
    expect(() => related(component({ dependsOn: ['plain'] }))).toThrow('missing or empty kind');
    expect(related(make('Gadget', { owner: 'x' }))).toEqual([]);
  });
});
