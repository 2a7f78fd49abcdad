import type { Config } from '@portico/config';
import {
  appTreeApiRef,
  configApiRef,
  createApiFactory,
  featureFlagsApiRef,
  identityApiRef,
  routeResolutionApiRef,
  type AnyApiFactory,
  type ApiHolder,
  type IdentityApi,
} from '@portico/frontend-plugin-api';
import { createErrorCollector, type AppError } from '../app-error.ts';
import { createApiRegistry } from '../apis/api-registry.ts';
import { createAppIdentity } from '../apis/app-identity.ts';
import { registerFlags } from '../apis/register-flags.ts';
import { createPluginInfo } from '../features/plugin-info.ts';
import { readFeatures } from '../features/read-features.ts';
import { resolveRouteBindings } from '../routing/route-bindings.ts';
import { collectRouteIds } from '../routing/route-ids.ts';
import { buildTree, type MutableTree } from '../tree/build-tree.ts';
import { collectReferences, type PredicateContext, type PredicateReferences } from '../tree/predicates.ts';
import { readExtensionsConfig } from '../tree/read-extensions-config.ts';
import { resolveSpecs } from '../tree/resolve-specs.ts';
import { createPhaseApis, type PhaseApis } from './app-apis.ts';
import { readBasePath } from './base-path.ts';
import { createInstantiation } from './instantiation.ts';
import { deferConditions } from './phases.ts';
import type { PrepareSpecializedAppOptions } from './prepare-options.ts';
import { createEmptyAppPlugin, createRootExtension } from './root-extension.ts';

/** An app whose extensions are known and not yet made. */
export interface AssembledApp {
  apis: ApiHolder;
  tree: MutableTree;
  errors: AppError[];
  references: PredicateReferences;
  /** Where {@link completeSignIn} goes, also when a test replaces the identity API. */
  identity: ApiHolder;
  /** Makes what is shown before sign-in. */
  instantiateBootstrap(): void;
  /** Makes everything else. */
  instantiateRest(predicates: PredicateContext): void;
  reportPredicateFailure(error: Error): void;
}

/** Resolves features and configuration to a tree, its routes and its APIs. */
export function assembleApp(
  options: PrepareSpecializedAppOptions & { config: Config; onSignIn(identityApi: IdentityApi): void },
): AssembledApp {
  const { config, advanced } = options;
  const { report, errors } = createErrorCollector();
  const features = readFeatures(
    options.features ?? [],
    createPluginInfo(config, advanced?.pluginInfoResolver),
  );
  const specs = resolveSpecs({
    features,
    builtin: [createRootExtension()],
    appPlugin: createEmptyAppPlugin(),
    parameters: readExtensionsConfig(config, report),
    report,
  });
  const tree = buildTree('root', specs, report);
  const routeIds = collectRouteIds(features.plugins, report);
  const bindings = resolveRouteBindings({ bindRoutes: options.bindRoutes, config, routeIds, report });
  const deferred = deferConditions(tree, report);
  const identity = createAppIdentity(options.onSignIn);
  const phaseApis = createPhaseApis({
    tree,
    errors,
    basePath: readBasePath(config),
    bindings,
    routeIds,
    report,
  });
  const registry = createApiRegistry(advanced?.apis);
  const givenFlags = advanced?.apis?.get(featureFlagsApiRef);
  if (givenFlags) registerFlags(givenFlags, features, report);
  const instantiation = createInstantiation({
    tree,
    registry,
    fixed: createFixedApis({ config, identity, phaseApis, given: advanced?.apiFactories ?? [] }),
    features,
    deferred,
    middleware: advanced?.extensionFactoryMiddleware,
    hasOwnApis: advanced?.apis === undefined,
    onMade: phaseApis.update,
    report,
  });
  return {
    apis: registry,
    tree,
    errors,
    references: collectReferences(tree.nodes.values()),
    identity: { get: ref => (ref.id === identityApiRef.id ? (identity as never) : undefined) },
    instantiateBootstrap: instantiation.bootstrap,
    instantiateRest: instantiation.rest,
    reportPredicateFailure: error =>
      report(
        'EXTENSION_FACTORY_ERROR',
        `Extensions with permissions in their conditions are left out: ${error.message}`,
        {
          error,
        },
      ),
  };
}

/** The APIs that come from the app itself, and those that a test puts in their place. */
function createFixedApis(from: {
  config: Config;
  identity: IdentityApi;
  phaseApis: PhaseApis;
  given: readonly AnyApiFactory[];
}): AnyApiFactory[] {
  return [
    createApiFactory(configApiRef, from.config) as AnyApiFactory,
    createApiFactory(identityApiRef, from.identity) as AnyApiFactory,
    createApiFactory(appTreeApiRef, from.phaseApis.appTree) as AnyApiFactory,
    createApiFactory(routeResolutionApiRef, from.phaseApis.routeResolution) as AnyApiFactory,
    ...from.given,
  ];
}
