import { createConfigReader, type JsonObject } from '@portico/config';
import {
  coreExtensionData,
  createExtension,
  createExtensionDataRef,
  createExtensionInput,
  createFrontendPlugin,
  type AnyExtensionDefinition,
  type FrontendFeature,
} from '@portico/frontend-plugin-api';
import { createElement } from 'react';
import type { AppErrorCode } from '../app-error.ts';
import { createSpecializedApp, type FinalizedApp } from '../app/prepare-app.ts';
import type { PrepareSpecializedAppOptions } from '../app/prepare-options.ts';

/** Data for tests: a text. */
export const textRef = createExtensionDataRef<string>().with({ id: 'test.text' });

/** The plugin `app` with as little as an app can have: `app` takes texts, `app/root` takes elements. */
export function createTestShell(extensions: AnyExtensionDefinition[] = []): FrontendFeature {
  return createFrontendPlugin({
    pluginId: 'app',
    extensions: [
      createExtension({
        attachTo: { id: 'root', input: 'app' },
        inputs: {
          root: createExtensionInput([coreExtensionData.reactElement], { singleton: true, optional: true }),
          texts: createExtensionInput([textRef]),
        },
        output: [coreExtensionData.reactElement],
        factory: ({ inputs }) => {
          const texts = inputs.texts.map(text => text.get(textRef)).join(',');
          return [
            coreExtensionData.reactElement(
              createElement('div', { title: texts }, inputs.root?.get(coreExtensionData.reactElement)),
            ),
          ];
        },
      }),
      ...extensions,
    ],
  });
}

/** A complete app with the test shell. */
export function makeApp(
  features: readonly FrontendFeature[],
  config: JsonObject = {},
  options: Omit<PrepareSpecializedAppOptions, 'features' | 'config'> = {},
): FinalizedApp {
  return createSpecializedApp({
    features: [createTestShell(), ...features],
    config: createConfigReader([{ context: 'test', data: config }]),
    ...options,
  });
}

/** An extension that gives the app its name as a text. */
export function createText(name: string, options: { disabled?: boolean; text?: string } = {}) {
  return createExtension({
    name,
    attachTo: { id: 'app', input: 'texts' },
    disabled: options.disabled ?? false,
    output: [textRef],
    factory: () => [textRef(options.text ?? name)],
  });
}

/** The texts that reached the app, in order. */
export function textsOf(app: FinalizedApp): string {
  return (app.element.props as { title: string }).title;
}

/** The codes of all errors, in order. */
export function codesOf(app: FinalizedApp): AppErrorCode[] {
  return (app.errors ?? []).map(({ code }) => code);
}
