import type { Config } from '@portico/config';
import { Suspense, useEffect, useMemo, useState, type JSX, type ReactNode } from 'react';
import type { AppError } from '../app-error.ts';
import { loadFeatures, type AppFeature } from '../features/load-features.ts';
import { AppErrorPage } from './app-error-page.tsx';
import { prepareSpecializedApp, type FinalizedApp, type PreparedApp } from './prepare-app.ts';
import type { PrepareSpecializedAppOptions } from './prepare-options.ts';
import { readInjectedConfig } from './read-injected-config.ts';

/** What an app is made of. */
export interface CreateAppOptions {
  /** Plugins, modules and loaders, or `import()`s of them. The app's shell is a plugin as well: `app`. */
  features?: readonly AppFeature[];
  /** Leads external routes of plugins to routes of others. */
  bindRoutes?: PrepareSpecializedAppOptions['bindRoutes'];
  advanced?: Pick<
    NonNullable<PrepareSpecializedAppOptions['advanced']>,
    'extensionFactoryMiddleware' | 'pluginInfoResolver'
  > & {
    /** Default: the configuration that the backend put into the page. */
    configLoader?: () => Promise<{ config: Config }>;
    /** Stands there while configuration and features are loaded. Default: nothing. */
    loadingElement?: ReactNode;
    /** Told what is wrong with the app once it is complete. Default: the console. */
    onErrors?: (errors: readonly AppError[]) => void;
  };
}

/**
 * Makes an app: `createRoot(element).render(createApp({ features }).createRoot())`
 * with React's `createRoot`. Loads configuration and features, shows the sign-in
 * page when there is one, then everything.
 */
export function createApp(options: CreateAppOptions = {}): { createRoot(): JSX.Element } {
  return { createRoot: () => <App options={options} /> };
}

type Stage =
  | { name: 'loading' }
  | { name: 'prepared'; app: PreparedApp }
  | { name: 'complete'; app: FinalizedApp }
  | { name: 'failed'; error: Error };

function App(props: { options: CreateAppOptions }): ReactNode {
  const { options } = props;
  const [stage, setStage] = useState<Stage>({ name: 'loading' });
  const loading = options.advanced?.loadingElement ?? null;
  useEffect(() => start(options, setStage), [options]);
  const prepared = stage.name === 'prepared' ? stage.app : undefined;
  const bootstrap = useMemo(() => prepared?.getBootstrapApp().element, [prepared]);
  switch (stage.name) {
    case 'failed':
      return <AppErrorPage error={stage.error} />;
    case 'complete':
      return <Suspense fallback={loading}>{stage.app.element}</Suspense>;
    case 'prepared':
      return <Suspense fallback={loading}>{bootstrap}</Suspense>;
    case 'loading':
      return loading;
  }
}

/** How long somebody may be signed in without a word before the page for that is shown. */
const patienceMilliseconds = 150;

/** Takes the app from stage to stage; gives the function that stops this. */
function start(options: CreateAppOptions, setStage: (stage: Stage) => void): () => void {
  const stops: (() => void)[] = [];
  let isStopped = false;
  const enter = (stage: Stage) => {
    if (!isStopped) setStage(stage);
  };
  const fail = (error: unknown) =>
    enter({ name: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
  const run = async () => {
    const app = await prepare(options);
    stops.push(
      app.onFinalized(complete => {
        const report = options.advanced?.onErrors ?? logErrors;
        if (complete.errors) report(complete.errors);
        enter({ name: 'complete', app: complete });
      }, fail),
    );
    if (!app.needsSignIn) return;
    const waiting = setTimeout(() => enter({ name: 'prepared', app }), patienceMilliseconds);
    stops.push(() => clearTimeout(waiting));
    const isSignedIn = await app.attemptSignIn();
    clearTimeout(waiting);
    if (!isSignedIn) enter({ name: 'prepared', app });
  };
  run().catch(fail);
  return () => {
    isStopped = true;
    for (const stop of stops) stop();
  };
}

async function prepare(options: CreateAppOptions): Promise<PreparedApp> {
  const { configLoader, onErrors: _onErrors, loadingElement: _loading, ...advanced } = options.advanced ?? {};
  const config = configLoader ? (await configLoader()).config : readInjectedConfig();
  const features = await loadFeatures(options.features ?? [], config);
  return prepareSpecializedApp({
    features,
    config,
    ...(options.bindRoutes && { bindRoutes: options.bindRoutes }),
    advanced,
  });
}

/** Tells what is wrong, with what to do, where developers look first. */
function logErrors(errors: readonly AppError[]): void {
  for (const { code, message, hint, severity } of errors)
    // oxlint-disable-next-line eslint/no-console
    console[severity === 'error' ? 'error' : 'warn'](`${code}: ${message}. ${hint}`);
}
