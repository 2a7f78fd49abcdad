import { createConfigReader } from '@portico/config';
import {
  coreExtensionData,
  identityApiRef,
  SignInPageBlueprint,
  type ApiHolder,
  type AppTree,
  type IdentityApi,
} from '@portico/frontend-plugin-api';
import type { JSX } from 'react';
import type { AppError } from '../app-error.ts';
import { completeSignIn, createGuestIdentity } from '../apis/app-identity.ts';
import { loadPredicates, type PredicateContext } from '../tree/predicates.ts';
import { assembleApp, type AssembledApp } from './assemble-app.ts';
import { readBasePath } from './base-path.ts';
import { findSignInPage, passSignIn } from './phases.ts';
import type { PrepareSpecializedAppOptions } from './prepare-options.ts';
import { readSession, toSession, type AppSession } from './session.ts';

/** What is shown until somebody is signed in. */
export interface BootstrapApp {
  apis: ApiHolder;
  element: JSX.Element;
  tree: AppTree;
}

/** An app that is complete. */
export interface FinalizedApp extends BootstrapApp {
  /** What is wrong; absent when nothing is. */
  errors?: AppError[];
  sessionState: AppSession;
}

/** An app in two steps: what stands before sign-in, and what comes after. */
export interface PreparedApp {
  /** Whether somebody has to sign in before the app is complete. */
  readonly needsSignIn: boolean;
  getBootstrapApp(): BootstrapApp;
  /** Signs in without asking anybody, where the sign-in page knows how; tells whether somebody is signed in. */
  attemptSignIn(): Promise<boolean>;
  /** Calls back once the app is complete, or cannot be. Gives the function that stops this. */
  onFinalized(callback: (app: FinalizedApp) => void, onError?: (error: unknown) => void): () => void;
  /**
   * Completes the app at once.
   *
   * @throws Error when somebody has to sign in, or permissions have to be asked about first.
   */
  finalize(): FinalizedApp;
}

/** Prepares an app from features and configuration. Nothing is drawn or loaded yet. */
export function prepareSpecializedApp(options: PrepareSpecializedAppOptions = {}): PreparedApp {
  const config = options.config ?? createConfigReader([]);
  const session = options.advanced?.sessionState && readSession(options.advanced.sessionState);
  const signedIn = Promise.withResolvers<void>();
  let identity: IdentityApi | undefined;
  const app = assembleApp({
    ...options,
    config,
    onSignIn: identityApi => {
      identity = identityApi;
      signedIn.resolve();
    },
  });
  const signOutTargetUrl = readBasePath(config) || '/';
  if (session?.identityApi) completeSignIn(app.identity, session.identityApi, { signOutTargetUrl });
  const needsSignIn = !session && findSignInPage(app.tree) !== undefined;
  // Permissions are asked about with an identity, so there must be one first.
  if (!needsSignIn && !identity) completeSignIn(app.identity, createGuestIdentity(), { signOutTargetUrl });
  let bootstrap: BootstrapApp | undefined;
  let finalized: FinalizedApp | undefined;

  const complete = (predicates: PredicateContext): FinalizedApp => {
    if (finalized) return finalized;
    passSignIn(app.tree);
    app.instantiateRest(predicates);
    const errors = app.errors.length > 0 ? { errors: app.errors } : {};
    const sessionState = toSession({ identityApi: app.apis.get(identityApiRef), predicates });
    finalized = { ...toBootstrap(app), ...errors, sessionState };
    return finalized;
  };
  const getBootstrapApp = (): BootstrapApp => {
    if (!bootstrap) {
      app.instantiateBootstrap();
      bootstrap = toBootstrap(app);
    }
    return bootstrap;
  };
  return {
    needsSignIn,
    getBootstrapApp,
    attemptSignIn: async () => {
      getBootstrapApp();
      const attempt = findSignInPage(app.tree)?.instance?.getData(SignInPageBlueprint.dataRefs.attempt);
      // What fails here fails on the page as well, which says so.
      const found = await attempt?.().catch(() => undefined);
      if (found && !identity) completeSignIn(app.identity, found, { signOutTargetUrl });
      return identity !== undefined;
    },
    onFinalized: (callback, onError) => {
      let isSubscribed = true;
      const run = async () => {
        if (needsSignIn && !identity) getBootstrapApp();
        if (needsSignIn) await signedIn.promise;
        const result = finalized ?? complete(session?.predicates ?? (await loadOrReport(app)));
        if (isSubscribed) callback(result);
      };
      run().catch((error: unknown) => {
        if (!onError) throw error;
        onError(error);
      });
      return () => {
        isSubscribed = false;
      };
    },
    finalize: () => {
      if (needsSignIn && !identity)
        throw new Error(
          'Somebody has to sign in before the app is complete. Show getBootstrapApp(), and wait for onFinalized()',
        );
      const predicates = session?.predicates ?? loadPredicates(app.apis, app.references);
      if (predicates instanceof Promise)
        throw new Error(
          'Extensions depend on permissions, which have to be asked about first. Use onFinalized()',
        );
      return complete(predicates);
    },
  };
}

/**
 * Makes an app that is complete, for tests and apps without sign-in.
 *
 * @throws Error as `finalize` of {@link prepareSpecializedApp} does.
 */
export function createSpecializedApp(options: PrepareSpecializedAppOptions = {}): FinalizedApp {
  return prepareSpecializedApp(options).finalize();
}

/** When permissions cannot be asked about, what depends on them is left out, and the rest is shown. */
async function loadOrReport(app: AssembledApp): Promise<PredicateContext> {
  try {
    return await loadPredicates(app.apis, app.references);
  } catch (error) {
    app.reportPredicateFailure(error instanceof Error ? error : new Error(String(error)));
    return loadPredicates(app.apis, { featureFlags: app.references.featureFlags, permissions: [] });
  }
}

function toBootstrap(app: AssembledApp): BootstrapApp {
  const element = app.tree.root.instance?.getData(coreExtensionData.reactElement);
  // A root that failed still draws its error.
  if (!element)
    throw new Error("The app has nothing to draw. Is an extension attached to the input 'app' of 'root'?");
  return { apis: app.apis, element, tree: app.tree };
}
