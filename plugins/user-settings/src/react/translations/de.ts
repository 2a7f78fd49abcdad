/** The words of sign-in providers in German. */
export default {
  signedIn: 'Angemeldet',
  signedOut: 'Abgemeldet',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  signInTo: 'Bei {{title}} anmelden',
  signOutOf: 'Bei {{title}} abmelden',
  failed: 'Das ging nicht: {{message}}',
  noApi: 'Hiermit kann sich niemand anmelden: Die Web-App hat keine Erweiterung für die API „{{id}}“.',
};
