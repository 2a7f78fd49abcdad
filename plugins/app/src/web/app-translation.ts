import { createTranslationRef } from '@portico/frontend-plugin-api';

/** The words of the shell. */
export const appTranslationRef = createTranslationRef({
  id: 'app',
  messages: {
    nav: {
      label: 'Main',
      open: 'Open the navigation',
      close: 'Close the navigation',
      collapse: 'Collapse the navigation',
      expand: 'Expand the navigation',
      skip: 'Skip to the content',
    },
    search: {
      open: 'Search',
      placeholder: 'Go to a page, find an entity, do something',
      results: 'Results',
      pages: 'Pages',
      actions: 'Actions',
      recent: 'Recently visited',
      nothing: 'Nothing matches “{{text}}”',
      failed: '{{source}} cannot be searched: {{message}}',
      hint: 'to choose, to open, to close',
      count_one: '{{count}} result',
      count_other: '{{count}} results',
    },
    shortcuts: {
      title: 'Keyboard shortcuts',
      show: 'Show the shortcuts',
      search: 'Search and commands',
      nav: 'Collapse or expand the navigation',
      rows: 'Walk through the rows of a table',
      open: 'Open what has the focus',
      close: 'Close',
    },
    user: {
      guest: 'Guest',
      signOut: 'Sign out',
      theme: 'Theme',
      auto: 'As the system',
    },
    signIn: {
      title: 'Sign in to {{app}}',
      guest: 'Enter as a guest',
      guestHint: 'Without an account. What you may see depends on the portal.',
      failed: 'You could not be signed in',
      with: 'Sign in with {{provider}}',
      none: 'No way to sign in is set up. Configure a provider at auth.providers.',
    },
    error: {
      title: '“{{plugin}}” failed here',
      unknownPlugin: 'A part of this page',
      hint: 'The rest of the portal works. The console of the browser has more.',
    },
    outdated: {
      title: 'This page has become old',
      text: 'A part of it cannot be loaded: a newer version of the portal has been installed, or the connection is gone.',
      reload: 'Load the page again',
    },
    notFound: {
      start: 'Start',
      home: 'Go to the start page',
      search: 'Search for “{{text}}”',
    },
    notices: {
      label: 'Messages',
      close: 'Close the message',
      bell: 'Messages so far',
      bellNew_one: 'Messages so far, {{count}} new',
      bellNew_other: 'Messages so far, {{count}} new',
      none: 'Nothing yet. What the portal tells you while it is open is kept here.',
    },
    oauth: {
      title: 'Sign-in needed',
      text: 'A part of this page needs your permission to go on.',
      signIn: 'Sign in',
      reject: 'Not now',
    },
    devtools: { extensions: 'Extensions', components: 'Components' },
    theme: {
      light: 'Light',
      dark: 'Dark',
      switchToLight: 'Switch to the light theme',
      switchToDark: 'Switch to the dark theme',
    },
  },
  translations: { de: () => import('./translations/app-de.ts') },
});
