import {
  createPluginHeaderActionsApi,
  createSwappableComponentsApi,
  createTranslationApi,
} from '@portico/frontend-app-api';
import {
  analyticsApiRef,
  AnalyticsImplementationBlueprint,
  ApiBlueprint,
  appLanguageApiRef,
  appThemeApiRef,
  coreExtensionData,
  createExtensionInput,
  errorApiRef,
  IconBundleBlueprint,
  iconsApiRef,
  optionalField,
  optionalText,
  pluginHeaderActionsApiRef,
  pluginWrapperApiRef,
  PluginWrapperBlueprint,
  SwappableComponentBlueprint,
  swappableComponentsApiRef,
  ThemeBlueprint,
  TranslationBlueprint,
  translationApiRef,
} from '@portico/frontend-plugin-api';
import { CommandProviderBlueprint } from '../../react/command-provider-blueprint.ts';
import { createAnalytics } from '../apis/create-analytics.ts';
import { createAppLanguage } from '../apis/create-app-language.ts';
import { createAppTheme } from '../apis/create-app-theme.ts';
import { createIcons } from '../apis/create-icons.tsx';
import { createPluginWrappers } from '../apis/create-plugin-wrappers.tsx';
import { commandsApiRef } from '../palette/commands-api.ts';

const analytics = ApiBlueprint.makeWithOverrides({
  name: 'analytics',
  inputs: { implementations: createExtensionInput([AnalyticsImplementationBlueprint.dataRefs.factory]) },
  factory(makeApi, { inputs, apis }) {
    const factories = inputs.implementations.map(entry =>
      entry.get(AnalyticsImplementationBlueprint.dataRefs.factory),
    );
    return makeApi(define =>
      define({
        api: analyticsApiRef,
        deps: {},
        factory: () =>
          createAnalytics(
            factories.map(({ deps, factory }) =>
              factory(Object.fromEntries(Object.entries(deps).map(([name, ref]) => [name, apis.get(ref)]))),
            ),
          ),
      }),
    );
  },
});

const appLanguage = ApiBlueprint.makeWithOverrides({
  name: 'app-language',
  configSchema: {
    defaultLanguage: optionalText,
    availableLanguages: optionalField(isTexts, {
      expected: 'a list of languages',
      schema: { type: 'array', items: { type: 'string' } },
    }),
  },
  factory: (makeApi, { config }) =>
    makeApi(define =>
      define({
        api: appLanguageApiRef,
        deps: {},
        factory: () =>
          createAppLanguage({
            available: config.availableLanguages ?? ['en', 'de'],
            fallback: config.defaultLanguage,
          }),
      }),
    ),
});

const appTheme = ApiBlueprint.makeWithOverrides({
  name: 'app-theme',
  inputs: {
    themes: createExtensionInput([ThemeBlueprint.dataRefs.theme], {
      replaces: [{ id: 'app', input: 'themes' }],
    }),
  },
  factory: (makeApi, { inputs }) =>
    makeApi(define =>
      define({
        api: appThemeApiRef,
        deps: {},
        factory: () => createAppTheme(inputs.themes.map(theme => theme.get(ThemeBlueprint.dataRefs.theme))),
      }),
    ),
});

const icons = ApiBlueprint.makeWithOverrides({
  name: 'icons',
  inputs: {
    icons: createExtensionInput([IconBundleBlueprint.dataRefs.icons], {
      replaces: [{ id: 'app', input: 'icons' }],
    }),
  },
  factory: (makeApi, { inputs }) =>
    makeApi(define =>
      define({
        api: iconsApiRef,
        deps: {},
        factory: () =>
          createIcons(inputs.icons.map(bundle => bundle.get(IconBundleBlueprint.dataRefs.icons))),
      }),
    ),
});

const translations = ApiBlueprint.makeWithOverrides({
  name: 'translations',
  inputs: {
    translations: createExtensionInput([TranslationBlueprint.dataRefs.translation], {
      replaces: [{ id: 'app', input: 'translations' }],
    }),
  },
  factory: (makeApi, { inputs }) =>
    makeApi(define =>
      define({
        api: translationApiRef,
        deps: { language: appLanguageApiRef, errors: errorApiRef },
        factory: ({ language, errors }) =>
          createTranslationApi({
            language,
            translations: inputs.translations.map(entry =>
              entry.get(TranslationBlueprint.dataRefs.translation),
            ),
            onError: error => errors.post(error, { hidden: true }),
          }),
      }),
    ),
});

const swappableComponents = ApiBlueprint.makeWithOverrides({
  name: 'swappable-components',
  inputs: { components: createExtensionInput([SwappableComponentBlueprint.dataRefs.component]) },
  factory: (makeApi, { inputs }) =>
    makeApi(define =>
      define({
        api: swappableComponentsApiRef,
        deps: {},
        factory: () =>
          createSwappableComponentsApi(
            inputs.components.map(entry => entry.get(SwappableComponentBlueprint.dataRefs.component)),
          ),
      }),
    ),
});

const pluginHeaderActions = ApiBlueprint.makeWithOverrides({
  name: 'plugin-header-actions',
  inputs: { actions: createExtensionInput([coreExtensionData.reactElement]) },
  factory: (makeApi, { inputs }) =>
    makeApi(define =>
      define({
        api: pluginHeaderActionsApiRef,
        deps: {},
        factory: () => createPluginHeaderActionsApi(inputs.actions),
      }),
    ),
});

const pluginWrapper = ApiBlueprint.makeWithOverrides({
  name: 'plugin-wrapper',
  inputs: { wrappers: createExtensionInput([PluginWrapperBlueprint.dataRefs.wrapper]) },
  factory: (makeApi, { inputs }) =>
    makeApi(define =>
      define({
        api: pluginWrapperApiRef,
        deps: {},
        factory: () =>
          createPluginWrappers(
            inputs.wrappers.map(entry => ({
              pluginId: entry.node.spec.plugin.pluginId,
              loader: entry.get(PluginWrapperBlueprint.dataRefs.wrapper),
            })),
          ),
      }),
    ),
});

const commands = ApiBlueprint.makeWithOverrides({
  name: 'commands',
  inputs: { providers: createExtensionInput([CommandProviderBlueprint.dataRefs.provider]) },
  factory: (makeApi, { inputs }) =>
    makeApi(define =>
      define({
        api: commandsApiRef,
        deps: {},
        factory: () => ({
          providers: inputs.providers.map(entry => entry.get(CommandProviderBlueprint.dataRefs.provider)),
        }),
      }),
    ),
});

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(text => typeof text === 'string');
}

/** The utility APIs of the app to which extensions add. */
export const extendedApiExtensions = [
  analytics,
  appLanguage,
  appTheme,
  icons,
  translations,
  swappableComponents,
  pluginHeaderActions,
  pluginWrapper,
  commands,
];
