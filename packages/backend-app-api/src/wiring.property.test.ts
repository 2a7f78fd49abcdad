import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createBackendModule,
  createBackendPlugin,
  createExtensionPoint,
  createServiceFactory,
  createServiceRef,
  type BackendFeature,
} from '@portico/backend-plugin-api';
import { createSpecializedBackend } from './index.ts';
import { createPlainServices } from './testing/plain-services.ts';

/** Edges from each node to nodes before it: a graph without cycles. */
const acyclic = fc
  .integer({ min: 1, max: 8 })
  .chain(size =>
    fc.tuple(
      ...Array.from({ length: size }, (_, node) =>
        fc.subarray(Array.from({ length: node }, (__, index) => index)),
      ),
    ),
  );
const anyGraph = fc.integer({ min: 1, max: 6 }).chain(size =>
  fc.array(fc.subarray(Array.from({ length: size }, (_, index) => index)), {
    minLength: size,
    maxLength: size,
  }),
);

function serviceFeatures(
  edges: readonly (readonly number[])[],
  onCreate: (node: number) => void,
): BackendFeature[] {
  const refs = edges.map((_, node) => createServiceRef<string>({ id: `s${node}`, scope: 'root' }));
  const depsOf = (targets: readonly number[]) =>
    Object.fromEntries(targets.map(target => [`s${target}`, refs[target]!]));
  return edges.map((targets, node) =>
    createServiceFactory({
      service: refs[node]!,
      deps: depsOf(targets),
      factory: () => {
        onCreate(node);
        return 'x';
      },
    }),
  );
}

/** A module for each node; an edge means that the module uses what the target offers, and so comes before it. */
function moduleFeatures(
  edges: readonly (readonly number[])[],
  onInit: (node: number) => void,
): BackendFeature[] {
  const slots = edges.map((_, node) => createExtensionPoint<object>({ id: `e${node}` }));
  const plugin = createBackendPlugin({
    pluginId: 'p',
    register: env => env.registerInit({ deps: {}, init: () => undefined }),
  });
  const modules = edges.map((targets, node) =>
    createBackendModule({
      pluginId: 'p',
      moduleId: `m${node}`,
      register(env) {
        env.registerExtensionPoint(slots[node]!, {});
        const deps = Object.fromEntries(targets.map(target => [`e${target}`, slots[target]!]));
        env.registerInit({ deps, init: () => onInit(node) });
      },
    }),
  );
  return [plugin, ...modules];
}

async function start(features: BackendFeature[]): Promise<void> {
  const backend = createSpecializedBackend({ defaultServiceFactories: createPlainServices().factories });
  for (const feature of features) backend.add(feature);
  await backend.start();
}

function hasCycle(edges: readonly (readonly number[])[]): boolean {
  let remaining = edges.map((_, node) => node);
  for (;;) {
    const kept = remaining.filter(node => edges[node]!.some(target => remaining.includes(target)));
    if (kept.length === remaining.length) return kept.length > 0;
    remaining = kept;
  }
}

/** The paths that a message writes out, as node numbers. */
function pathsIn(message: string): number[][] {
  return Array.from(message.matchAll(/'[sm]\d+'(?: -> '[sm]\d+')+/g), ([path]) =>
    Array.from(path.matchAll(/\d+/g), Number),
  );
}

describe('any graph', () => {
  it('of services without cycles is created in an order where dependencies come first, each once', async () => {
    await fc.assert(
      fc.asyncProperty(acyclic, async edges => {
        const order: number[] = [];
        await start(serviceFeatures(edges, node => order.push(node)));
        expect(order.toSorted((a, b) => a - b)).toEqual(edges.map((_, node) => node));
        edges.forEach((targets, node) => {
          for (const target of targets) expect(order.indexOf(target)).toBeLessThan(order.indexOf(node));
        });
      }),
    );
  });

  it('of modules without cycles is started in an order where those that use a slot come first', async () => {
    await fc.assert(
      fc.asyncProperty(acyclic, async edges => {
        const order: number[] = [];
        await start(moduleFeatures(edges, node => order.push(node)));
        edges.forEach((targets, node) => {
          for (const target of targets) expect(order.indexOf(node)).toBeLessThan(order.indexOf(target));
        });
      }),
    );
  });

  it.each([
    ['services', serviceFeatures, (path: number[]) => path],
    ['modules', moduleFeatures, (path: number[]) => path.toReversed()],
  ] as const)(
    'of %s starts, or is refused with a path that is there',
    async (_, toFeatures, inEdgeDirection) => {
      await fc.assert(
        fc.asyncProperty(anyGraph, async edges => {
          const outcome = await start(toFeatures(edges, () => undefined)).catch((error: Error) => error);
          expect(outcome instanceof Error).toBe(hasCycle(edges));
          if (!(outcome instanceof Error)) return;
          const paths = pathsIn(outcome.message).map(inEdgeDirection);
          expect(paths.length).toBeGreaterThan(0);
          for (const path of paths) {
            expect(path.at(0)).toBe(path.at(-1));
            path.slice(1).forEach((target, index) => expect(edges[path[index]!]).toContain(target));
          }
        }),
      );
    },
  );
});
