import {
  appTreeApiRef,
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createExternalRouteRef,
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
  createSubRouteRef,
  routeResolutionApiRef,
  type FrontendFeature,
  type RouteRef,
} from '@portico/frontend-plugin-api';
import type { JsonObject } from '@portico/config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, makeApp, textRef } from '../testing/make-app.ts';
import { buildPath } from './build-path.ts';

const index = createRouteRef();
const entity = createRouteRef({ params: ['kind', 'name'] });
const tab = createRouteRef();
const deep = createRouteRef();
const alias = createRouteRef({ aliasFor: 'test.index' });
const tasks = createSubRouteRef({ parent: index, path: '/tasks/:taskId' });
const entityDocs = createSubRouteRef({ parent: entity, path: '/docs' });

/** An extension at a path, with a ref, below another. */
function createPlace(name: string, options: { path?: string; ref?: RouteRef; below?: string }) {
  return createExtension({
    name,
    attachTo: options.below
      ? { id: `test/${options.below}`, input: 'places' }
      : { id: 'app', input: 'texts' },
    inputs: { places: createExtensionInput([textRef]) },
    output: [textRef, coreExtensionData.routePath.optional(), coreExtensionData.routeRef.optional()],
    *factory() {
      yield textRef(name);
      if (options.path !== undefined) yield coreExtensionData.routePath(options.path);
      if (options.ref) yield coreExtensionData.routeRef(options.ref);
    },
  });
}

const external = {
  docs: createExternalRouteRef({ params: ['kind', 'name'] }),
  create: createExternalRouteRef({ defaultTarget: 'test.index' }),
  missing: createExternalRouteRef({ defaultTarget: 'absent.root' }),
};

const places = createFrontendPlugin({
  pluginId: 'test',
  routes: { index, entity, tab, deep, tasks, entityDocs },
  externalRoutes: external,
  extensions: [
    createPlace('index', { path: '/catalog', ref: index }),
    createPlace('entity', { path: '/catalog/:kind/:name', ref: entity }),
    createPlace('group', { path: 'group', below: 'entity' }),
    createPlace('tab', { path: 'ci', ref: tab, below: 'group' }),
    createPlace('deep', { path: 'runs', ref: deep, below: 'tab' }),
  ],
});

function open(options: { config?: JsonObject; features?: FrontendFeature[] } = {}, extra = {}) {
  const app = makeApp([places, ...(options.features ?? [])], options.config ?? {}, extra);
  const routes = app.apis.get(routeResolutionApiRef);
  const tree = app.apis.get(appTreeApiRef);
  if (!routes || !tree) throw new Error('every app has these');
  return { app, routes, tree };
}

describe('links', () => {
  const { routes } = open();

  it('lead to pages, with parameters', () => {
    expect(routes.resolve(index)?.()).toBe('/catalog');
    expect(routes.resolve(entity)?.({ kind: 'component', name: 'web' })).toBe('/catalog/component/web');
    expect(routes.resolve(tasks)?.({ taskId: '7' })).toBe('/catalog/tasks/7');
    expect(routes.resolve(entityDocs)?.({ kind: 'api', name: 'x' })).toBe('/catalog/api/x/docs');
    expect(routes.resolve(createRouteRef())).toBeUndefined();
  });

  it('to what lies below the present page keep its parameters', () => {
    const sourcePath = '/catalog/component/web/group/ci/runs/3';
    expect(routes.resolve(tab, { sourcePath })?.()).toBe('/catalog/component/web/group/ci');
    expect(routes.resolve(deep, { sourcePath })?.()).toBe('/catalog/component/web/group/ci/runs');
    expect(routes.resolve(deep, { sourcePath: '/catalog/api/x' })?.()).toBe('/catalog/api/x/group/ci/runs');
    expect(() => routes.resolve(tab, { sourcePath: '/catalog' })).toThrow(
      "There is no link to the route 'test.tab' from here: it lies below '/catalog/:kind/:name' of 'test.entity'",
    );
  });

  it('go through aliases', () => {
    const replacement = createFrontendModule({
      pluginId: 'test',
      extensions: [createPlace('index', { path: '/second', ref: alias })],
    });
    const replaced = open({ features: [replacement] });
    expect(replaced.routes.resolve(index)?.()).toBe('/second');
    expect(replaced.routes.resolve(alias)?.()).toBe('/second');
    expect(replaced.routes.resolve(tasks)?.({ taskId: '7' })).toBe('/second/tasks/7');
  });

  it('say what they lack', () => {
    expect(() => routes.resolve(entity)?.({ kind: 'api' } as never)).toThrow("lacks the parameter 'name'");
    expect(() => routes.resolve(entity)?.({ kind: 'api', name: '..' })).toThrow('would lead elsewhere');
  });

  it('carry any text, which comes back from the URL as it was', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (kind, name) => {
        fc.pre(![kind, name].some(text => text === '.' || text === '..'));
        const path = buildPath('x/:kind/:name', { kind, name });
        const url = new URL(`http://localhost/${path}`);
        const parts = url.pathname.split('/').slice(1).map(decodeURIComponent);
        expect(parts).toEqual(['x', kind.toWellFormed(), name.toWellFormed()]);
        expect(url.search + url.hash).toBe('');
      }),
    );
  });
});

describe('external routes', () => {
  const bindings = (given: Record<string, string | boolean | number>) => ({
    config: { app: { routes: { bindings: given } } },
  });

  it('lead where code says, else configuration, else their default', () => {
    const unbound = open();
    expect(unbound.routes.resolve(external.create)?.()).toBe('/catalog');
    expect(unbound.routes.resolve(external.docs)).toBeUndefined();
    expect(unbound.routes.resolve(external.missing)).toBeUndefined();
    const configured = bindings({ 'test.docs': 'test.entityDocs', 'test.create': false });
    const { routes } = open(configured);
    expect(routes.resolve(external.docs)?.({ kind: 'a', name: 'b' })).toBe('/catalog/a/b/docs');
    expect(routes.resolve(external.create)).toBeUndefined();
    const inCode = open(configured, {
      bindRoutes: ({ bind }: { bind: (routes: object, targets: object) => void }) =>
        bind(external, { docs: false, create: index }),
    });
    expect(inCode.routes.resolve(external.docs)).toBeUndefined();
    expect(inCode.routes.resolve(external.create)?.()).toBe('/catalog');
  });

  it.each([
    [{ 'test.docs': 7 }, 'ROUTE_BINDING_INVALID_VALUE', /'test.docs' is 7/],
    [{ 'test.nothing': 'test.index' }, 'ROUTE_NOT_FOUND', /names an external route that no plugin has/],
    [{ 'test.docs': 'test.nothing' }, 'ROUTE_NOT_FOUND', /leads to 'test.nothing'/],
  ])('report the binding %j', (given, code, message) => {
    const { app } = open(bindings(given));
    expect(codesOf(app)).toEqual([code]);
    expect(app.errors?.[0]?.message).toMatch(message);
  });

  it('report what code binds and does not exist', () => {
    const { app } = open(
      {},
      {
        bindRoutes: ({ bind }: { bind: (routes: object, targets: object) => void }) =>
          bind(external, { typo: index }),
      },
    );
    expect(codesOf(app)).toEqual(['ROUTE_NOT_FOUND']);
  });
});

describe('the tree', () => {
  it('tells which extensions a path leads through', () => {
    const { tree } = open({ config: { app: { baseUrl: 'http://localhost/portal' } } });
    const idsAt = (path: string) => tree.getNodesByRoutePath(path).nodes.map(node => node.spec.id);
    expect(idsAt('/portal/catalog/component/web/group/ci/runs/9')).toEqual([
      'test/entity',
      'test/group',
      'test/tab',
      'test/deep',
    ]);
    expect(idsAt('/catalog')).toEqual(['test/index']);
    expect(idsAt('/portal')).toEqual([]);
    expect(idsAt('/elsewhere')).toEqual([]);
  });

  it('reports aliases that lead nowhere, and a ref under two names', () => {
    const wrong = createFrontendPlugin({
      pluginId: 'wrong',
      routes: { again: index },
      extensions: [
        createPlace('w', { path: '/w', ref: createRouteRef({ aliasFor: 'test.index' }) }).override({}),
      ],
    });
    expect(codesOf(open({ features: [wrong] }).app)).toEqual(['ROUTE_DUPLICATE', 'ROUTE_NOT_FOUND']);
  });
});
