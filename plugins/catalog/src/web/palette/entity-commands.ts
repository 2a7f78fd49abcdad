import { translationApiRef } from '@portico/frontend-plugin-api';
import { CommandProviderBlueprint } from '@portico/plugin-app/react';
import { catalogTranslationRef } from '../catalog-translation.ts';

/** Lets the command palette find entities. */
export const entityCommands = CommandProviderBlueprint.makeWithOverrides({
  factory: (makeProvider, { apis }) =>
    makeProvider({
      provider: {
        get title() {
          const words = apis.get(translationApiRef)?.getTranslation(catalogTranslationRef);
          return words?.ready ? words.t('palette') : 'Catalog';
        },
        async search(text, context) {
          if (text === '') return [];
          const { searchEntities } = await import('./search-entities.tsx');
          return searchEntities(text, context);
        },
      },
    }),
});
