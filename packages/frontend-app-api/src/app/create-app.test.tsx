// @vitest-environment happy-dom
import { createConfigReader } from '@portico/config';
import {
  coreExtensionData,
  createExtension,
  createFrontendFeatureLoader,
  createFrontendPlugin,
  SignInPageBlueprint,
  type SignInPageProps,
} from '@portico/frontend-plugin-api';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AppError } from '../app-error.ts';
import { completeSignIn, createGuestIdentity } from '../apis/app-identity.ts';
import { createTestShell, createText } from '../testing/make-app.ts';
import { createApp } from './create-app.tsx';
import { readInjectedConfig } from './read-injected-config.ts';

afterEach(cleanup);

const configLoader = async () => ({ config: createConfigReader([]) });
const shell = createTestShell();
const letters = createFrontendPlugin({ pluginId: 'letters', extensions: [createText('a')] });

const SignIn = ({ onSignInSuccess }: SignInPageProps) => (
  <button onClick={() => onSignInSuccess(createGuestIdentity())}>Enter</button>
);

const appRoot = createExtension({
  name: 'root',
  attachTo: { id: 'app', input: 'root' },
  inputs: {
    signInPage: {
      $$type: '@backstage/ExtensionInput',
      extensionData: [SignInPageBlueprint.dataRefs.component],
      config: { singleton: true, optional: true },
    },
  },
  output: [coreExtensionData.reactElement],
  factory: ({ inputs, apis }) => {
    const page = inputs.signInPage as
      | { get(ref: object): (props: SignInPageProps) => React.JSX.Element }
      | undefined;
    const Page = page?.get(SignInPageBlueprint.dataRefs.component);
    return [
      coreExtensionData.reactElement(
        Page ? <Page onSignInSuccess={identity => completeSignIn(apis, identity)} /> : <p>Welcome</p>,
      ),
    ];
  },
});

describe('createApp', () => {
  it('loads features from loaders and imports, in their order', async () => {
    const loader = createFrontendFeatureLoader({
      async *loader({ config }) {
        yield { default: createFrontendPlugin({ pluginId: 'late', extensions: [createText('late')] }) };
        expect(config.has('app')).toBe(false);
      },
    });
    const imported = Promise.resolve({ default: letters });
    const app = createApp({
      features: [shell, loader, imported, loader],
      advanced: { configLoader, loadingElement: 'Wait' },
    });
    render(app.createRoot());
    expect(screen.getByText('Wait')).toBeTruthy();
    await screen.findByTitle('late,a');
  });

  it('tells what is wrong, and shows the rest', async () => {
    const errors: AppError[] = [];
    const broken = createText('b').override({
      factory: () => {
        throw new Error('no');
      },
    });
    const features = [shell, letters, createFrontendPlugin({ pluginId: 'more', extensions: [broken] })];
    render(
      createApp({
        features,
        advanced: { configLoader, onErrors: given => errors.push(...given) },
      }).createRoot(),
    );
    await screen.findByTitle('a');
    expect(errors).toMatchObject([{ code: 'EXTENSION_FACTORY_ERROR' }]);
  });

  it('says why it cannot start', async () => {
    const loader = createFrontendFeatureLoader({
      loader: () => {
        throw new Error('chunk missing');
      },
    });
    render(createApp({ features: [loader], advanced: { configLoader } }).createRoot());
    await screen.findByText(/The feature loader 'loader' failed: Error: chunk missing/);
  });

  it('says what is missing when there is no shell', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    render(createApp({ advanced: { configLoader, onErrors: () => undefined } }).createRoot());
    await screen.findByText(/The input 'app' of 'root' requires an extension, and nothing is attached/);
  });

  it('shows the sign-in page first', async () => {
    const page = SignInPageBlueprint.make({ params: { loader: async () => SignIn } });
    render(
      createApp({ features: [createTestShell([appRoot, page])], advanced: { configLoader } }).createRoot(),
    );
    fireEvent.click(await screen.findByText('Enter'));
    await screen.findByText('Welcome');
  });

  it('does without the sign-in page where nobody has to be asked', async () => {
    const loader = vi.fn<() => Promise<typeof SignIn>>(async () => SignIn);
    const page = SignInPageBlueprint.make({ params: { loader, attempt: async () => createGuestIdentity() } });
    render(
      createApp({ features: [createTestShell([appRoot, page])], advanced: { configLoader } }).createRoot(),
    );
    await screen.findByText('Welcome');
    expect(loader).not.toHaveBeenCalled();
  });

  it.each([
    ['fails', async () => Promise.reject(new Error('refused'))],
    ['gives nobody', async () => undefined],
    ['takes long', async () => new Promise<undefined>(() => undefined)],
  ])('shows the sign-in page where signing in without it %s', async (_, attempt) => {
    const page = SignInPageBlueprint.make({ params: { loader: async () => SignIn, attempt } });
    render(
      createApp({ features: [createTestShell([appRoot, page])], advanced: { configLoader } }).createRoot(),
    );
    fireEvent.click(await screen.findByText('Enter'));
    await screen.findByText('Welcome');
  });
});

describe('readInjectedConfig', () => {
  const pageWith = (...texts: string[]) => {
    const page = document.implementation.createHTMLDocument();
    for (const text of texts) {
      const script = page.createElement('script');
      script.setAttribute('type', 'backstage.io/config');
      script.textContent = text;
      page.head.append(script);
    }
    return page;
  };

  it('reads what the backend wrote', () => {
    const page = pageWith(JSON.stringify([{ context: 'a', data: { app: { title: 'Portico' } } }]));
    expect(readInjectedConfig(page).getString('app.title')).toBe('Portico');
  });

  it('says what is wrong with the page', () => {
    expect(() => readInjectedConfig(pageWith())).toThrow('The page holds no configuration');
    expect(() => readInjectedConfig(pageWith('{'))).toThrow('must hold a JSON list');
  });

  it('follows the origin of the page', () => {
    const data = { app: { baseUrl: 'http://one/portal' }, backend: { baseUrl: 'http://one' } };
    const page = pageWith(JSON.stringify([{ context: 'a', data }]));
    Object.defineProperty(page, 'location', { value: { origin: 'https://two' } });
    const config = readInjectedConfig(page);
    expect(config.getString('app.baseUrl')).toBe('https://two/portal');
    expect(config.getString('backend.baseUrl')).toBe('https://two');
  });
});
