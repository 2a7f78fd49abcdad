import { createTranslationRef } from '@portico/frontend-plugin-api';

/** The words of what other plugins draw sign-in providers with. */
export const settingsReactTranslationRef = createTranslationRef({
  id: 'user-settings-react',
  messages: {
    signedIn: 'Signed in',
    signedOut: 'Signed out',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signInTo: 'Sign in to {{title}}',
    signOutOf: 'Sign out of {{title}}',
    failed: 'That did not work: {{message}}',
    noApi: 'Nothing here can sign in with it: the web app has no extension for the API “{{id}}”.',
  },
  translations: { de: () => import('./translations/de.ts') },
});
