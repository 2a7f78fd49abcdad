import { describe, expect, expectTypeOf, it } from 'vitest';
import { createExternalRouteRef, type ExternalRouteRef } from './external-route-ref.ts';
import { createRouteRef, type InstallableRouteRef, type RouteRef } from './route-ref.ts';
import { createSubRouteRef, type InstallableSubRouteRef } from './sub-route-ref.ts';

const internals = <Structure>(ref: object) => ref as Structure;

describe('route refs', () => {
  it('carry the types of their parameters', () => {
    expectTypeOf(createRouteRef()).toEqualTypeOf<RouteRef<undefined>>();
    expectTypeOf(createRouteRef({ params: ['kind', 'name'] })).toEqualTypeOf<
      RouteRef<{ kind: string; name: string }>
    >();
    expectTypeOf(createExternalRouteRef({ params: ['id'] })).toEqualTypeOf<
      ExternalRouteRef<{ id: string }>
    >();
    const sub = createSubRouteRef({ parent: createRouteRef({ params: ['kind'] }), path: '/tasks/:taskId' });
    expectTypeOf(sub.T).toExtend<{ kind: string; taskId: string }>();
    expectTypeOf(createSubRouteRef({ parent: createRouteRef(), path: '/x' }).T).toEqualTypeOf<undefined>();
  });

  it('tell where they were made until they have an id, which never changes', () => {
    const ref = internals<InstallableRouteRef>(createRouteRef());
    expect(ref.getDescription()).toMatch(/created at '.*route-refs\.test\.ts/);
    ref.setId('test.root');
    ref.setId('test.root');
    expect(ref.getDescription()).toBe('test.root');
    expect(() => ref.setId('test.other')).toThrow("listed as 'test.root' and as 'test.other'");
  });

  it('nest', () => {
    const parent = createRouteRef({ params: ['kind'] });
    const tasks = createSubRouteRef({ parent, path: '/tasks' });
    const task = internals<InstallableSubRouteRef>(createSubRouteRef({ parent: tasks, path: '/:taskId' }));
    expect(task.path).toBe('/tasks/:taskId');
    expect(task.getParams()).toEqual(['kind', 'taskId']);
    expect(task.getParent()).toBe(parent);
  });

  it.each([
    ['tasks', /does not start with '\/'/],
    ['/tasks/', /ends with '\/'/],
    ['/:kind', /repeats the parameter 'kind'/],
    ['/:a-b', /the parameter 'a-b'/],
  ])('refuse the path %s', (path, message) => {
    const parent = createRouteRef({ params: ['kind'] });
    expect(() => createSubRouteRef({ parent, path })).toThrow(message);
  });
});
