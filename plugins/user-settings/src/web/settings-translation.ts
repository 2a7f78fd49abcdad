import { createTranslationRef } from '@portico/frontend-plugin-api';

/** The words of the settings. */
export const settingsTranslationRef = createTranslationRef({
  id: 'user-settings',
  messages: {
    profile: 'You',
    ref: 'Entity',
    email: 'E-mail',
    owns: 'You own what belongs to',
    signOut: 'Sign out',
    look: 'Look',
    theme: 'Theme',
    system: 'As the system',
    density: 'Density',
    comfortable: 'Comfortable',
    compact: 'Compact',
    densityHint: 'Rows of 36 or 28 pixels.',
    language: 'Language',
    nav: 'Navigation',
    navOpen: 'Open',
    navCollapsed: 'Icons only',
    light: 'Light',
    dark: 'Dark',
    flags: 'Feature flags',
    flagsHint: 'A change takes effect when the page is loaded again.',
    reload: 'Load again',
    noFlags: 'No feature flags',
    noFlagsHint: 'Plugins that try something out declare flags, which then stand here.',
    findFlag: 'Find a flag',
    failed: 'Your profile could not be loaded',
  },
  translations: { de: () => import('./translations/de.ts') },
});
