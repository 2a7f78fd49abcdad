import type { AppTheme } from '../apis/appearance.ts';
import type { IconComponent } from '../apis/icons.ts';
import type { TranslationMessages } from '../translation/translation-messages.ts';
import type { TranslationResource } from '../translation/translation-resource.ts';
import { createExtensionBlueprint } from '../wiring/create-blueprint.ts';
import { createExtensionDataRef } from '../wiring/extension-data.ts';
import type { IconElement } from '../wiring/feature.ts';

const themeRef = createExtensionDataRef<AppTheme>().with({ id: 'core.theme.theme' });
const translationRef = createExtensionDataRef<TranslationResource | TranslationMessages>().with({
  id: 'core.translation.translation',
});
const iconsRef = createExtensionDataRef<Record<string, IconComponent | IconElement>>().with({
  id: 'core.icons',
});

/** Makes themes: `theme:<plugin id>/<name>`. */
export const ThemeBlueprint = createExtensionBlueprint({
  kind: 'theme',
  attachTo: { id: 'api:app/app-theme', input: 'themes' },
  output: [themeRef],
  dataRefs: { theme: themeRef },
  factory: (params: { theme: AppTheme }) => [themeRef(params.theme)],
});

/** Makes translations: `translation:<plugin id>/<name>`. */
export const TranslationBlueprint = createExtensionBlueprint({
  kind: 'translation',
  attachTo: { id: 'api:app/translations', input: 'translations' },
  output: [translationRef],
  dataRefs: { translation: translationRef },
  factory: (params: { resource: TranslationResource | TranslationMessages }) => [
    translationRef(params.resource),
  ],
});

/** Makes icons by key: `icon-bundle:<plugin id>[/<name>]`. */
export const IconBundleBlueprint = createExtensionBlueprint({
  kind: 'icon-bundle',
  attachTo: { id: 'api:app/icons', input: 'icons' },
  output: [iconsRef],
  dataRefs: { icons: iconsRef },
  factory: (params: { icons: Record<string, IconComponent | IconElement> }) => [iconsRef(params.icons)],
});
