import {
  ApiBlueprint,
  coreExtensionData,
  createApiRef,
  createExtension,
  createExtensionInput,
  createFrontendModule,
  createFrontendPlugin,
  createExtensionDataRef,
  featureFlagsApiRef,
  identityApiRef,
  permissionApiRef,
  SignInPageBlueprint,
  type IdentityApi,
} from '@portico/frontend-plugin-api';
import { createConfigReader } from '@portico/config';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { completeSignIn, createGuestIdentity } from '../apis/app-identity.ts';
import { createTestShell, createText } from '../testing/make-app.ts';
import { explainNode } from '../tree/explain-node.ts';
import { prepareSpecializedApp, type FinalizedApp } from './prepare-app.ts';

const apiRef = createApiRef<{ name: string }>({ id: 'plugin.test.late' });
const seenRef = createExtensionDataRef<string>().with({ id: 'test.seen' });
const whenAllowed = { permissions: { $contains: 'catalog.entity.create' } };

/** `app/root` as the real shell has it, noting what it sees. */
const appRoot = createExtension({
  name: 'root',
  attachTo: { id: 'app', input: 'root' },
  inputs: {
    signInPage: createExtensionInput([SignInPageBlueprint.dataRefs.component], {
      singleton: true,
      optional: true,
    }),
    children: createExtensionInput([coreExtensionData.reactElement], { singleton: true, optional: true }),
    elements: createExtensionInput([coreExtensionData.reactElement]),
  },
  output: [coreExtensionData.reactElement, seenRef],
  factory: ({ inputs, apis }) => [
    coreExtensionData.reactElement(createElement('main')),
    seenRef(
      [
        inputs.signInPage && 'sign-in',
        inputs.children && 'content',
        ...inputs.elements.map(element => element.node.spec.id),
        apis.get(apiRef)?.name,
      ]
        .filter(Boolean)
        .join(' '),
    ),
  ],
});
const createElementAt = (name: string, input: string) =>
  createExtension({
    name,
    attachTo: { id: 'app/root', input },
    output: [coreExtensionData.reactElement],
    factory: () => [coreExtensionData.reactElement(createElement('p'))],
  });
const signInPage = SignInPageBlueprint.make({ params: { loader: async () => () => null } });
const lateApi = ApiBlueprint.make({
  name: 'late',
  if: whenAllowed,
  params: define => define({ api: apiRef, deps: {}, factory: () => ({ name: 'late' }) }),
});
const services = (allow: boolean | 'broken') =>
  createFrontendModule({
    pluginId: 'app',
    extensions: [
      ApiBlueprint.make({
        name: 'permission',
        params: define =>
          define({
            api: permissionApiRef,
            deps: { identity: identityApiRef },
            factory: ({ identity }) => ({
              authorize: async () => {
                await identity.getCredentials();
                if (allow === 'broken') throw new Error('backend down');
                return { result: allow ? ('ALLOW' as const) : ('DENY' as const) };
              },
            }),
          }),
      }),
      ApiBlueprint.make({
        name: 'feature-flags',
        params: define =>
          define({
            api: featureFlagsApiRef,
            deps: {},
            factory: () => ({
              registerFlag: () => undefined,
              getRegisteredFlags: () => [],
              isActive: name => name === 'on',
              save: () => undefined,
            }),
          }),
      }),
    ],
  });
const plugin = createFrontendPlugin({
  pluginId: 'test',
  extensions: [
    lateApi,
    createElementAt('always', 'elements'),
    createElementAt('allowed', 'elements').override({ if: whenAllowed }),
    createElementAt('content', 'children'),
    createText('flag-on').override({ if: { featureFlags: { $contains: 'on' } } }),
  ],
});

function prepare(options: { signIn: boolean; allow: boolean | 'broken' }) {
  const shell = createTestShell([appRoot, ...(options.signIn ? [signInPage] : [])]);
  return prepareSpecializedApp({
    features: [shell, services(options.allow), plugin],
    config: createConfigReader([]),
  });
}

const seenBy = (app: { tree: FinalizedApp['tree'] }) =>
  app.tree.nodes.get('app/root')?.instance?.getData(seenRef);
const complete = (app: ReturnType<typeof prepare>) =>
  new Promise<FinalizedApp>((done, fail) => app.onFinalized(done, fail));
const ada: IdentityApi = {
  ...createGuestIdentity(),
  getBackstageIdentity: async () => ({
    type: 'user',
    userEntityRef: 'user:default/ada',
    ownershipEntityRefs: [],
  }),
};

describe('an app with a sign-in page', () => {
  it('shows only that, and what always stands there, until somebody is signed in', async () => {
    const prepared = prepare({ signIn: true, allow: true });
    const bootstrap = prepared.getBootstrapApp();
    expect(prepared.needsSignIn).toBe(true);
    expect(seenBy(bootstrap)).toBe('sign-in test/always');
    expect(() => prepared.finalize()).toThrow('Somebody has to sign in before');
    const element = bootstrap.tree.nodes.get('test/always')?.instance;
    const finalized = complete(prepared);
    completeSignIn(bootstrap.apis, ada);
    const app = await finalized;
    expect(seenBy(app)).toBe('content test/always test/allowed late');
    expect(app.tree.nodes.get('test/always')?.instance).toBe(element);
    expect(await app.apis.get(identityApiRef)?.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/ada',
    });
    expect(explainNode(app.tree, 'sign-in-page:app').reason).toContain('only until somebody is signed in');
    expect(app.errors).toMatchObject([
      { code: 'EXTENSION_BOOTSTRAP_PREDICATE_IGNORED', context: { node: { spec: { id: 'test/flag-on' } } } },
      { code: 'EXTENSION_BOOTSTRAP_API_UNAVAILABLE', context: { apiRefId: apiRef.id } },
    ]);
  });

  it('leaves out what the user may not see, and says why', async () => {
    const prepared = prepare({ signIn: true, allow: false });
    const finalized = complete(prepared);
    completeSignIn(prepared.getBootstrapApp().apis, ada);
    const app = await finalized;
    expect(seenBy(app)).toBe('content test/always');
    expect(explainNode(app.tree, 'test/allowed')).toMatchObject({
      status: 'condition',
      reason: "It has a condition: the permission 'catalog.entity.create' is not allowed.",
    });
  });

  it('shows the rest when permissions cannot be asked about', async () => {
    const app = await complete(prepare({ signIn: false, allow: 'broken' }));
    expect(seenBy(app)).toBe('content test/always');
    expect(app.errors?.at(-1)?.message).toContain('Is the backend reachable?');
  });

  it('can be made again with the session', async () => {
    const first = await complete(prepare({ signIn: false, allow: true }));
    const again = prepareSpecializedApp({
      features: [createTestShell([appRoot, signInPage]), services(false), plugin],
      advanced: { sessionState: first.sessionState },
    });
    expect(again.needsSignIn).toBe(false);
    expect(seenBy(again.finalize())).toBe('content test/always test/allowed late');
  });
});

describe('an app without a sign-in page', () => {
  it('is used by a guest', async () => {
    const prepared = prepare({ signIn: false, allow: true });
    expect(() => prepared.finalize()).toThrow('Extensions depend on permissions');
    const app = await complete(prepared);
    expect(seenBy(app)).toBe('content test/always test/allowed late');
    expect(await app.apis.get(identityApiRef)?.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/guest',
    });
  });

  it('tests conditions on flags at once', () => {
    const content = (name: string, flag: string) =>
      createElementAt(name, 'children').override({ if: { featureFlags: { $contains: flag } } });
    const flags = createFrontendPlugin({
      pluginId: 'flags',
      extensions: [content('a', 'on'), content('b', 'off')],
    });
    const app = prepareSpecializedApp({
      features: [createTestShell([appRoot]), services(true), flags],
    }).finalize();
    expect(app.tree.nodes.get('flags/a')?.instance).toBeDefined();
    expect(app.tree.nodes.get('flags/b')?.report?.unmet).toEqual(["the feature flag 'off' is off"]);
  });
});
