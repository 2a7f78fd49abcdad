/** The words around entities in German. */
export default {
  star: '{{name}} merken',
  unstar: '{{name}} nicht mehr merken',
  owner: 'Zuständig',
  type: 'Typ',
  lifecycle: 'Lebensphase',
  state: 'Zustand',
  withErrors_one: '{{count}} Fehler',
  withErrors_other: '{{count}} Fehler',
  fine: 'Keine Fehler',
  missing: '„{{ref}}“ ist nicht im Katalog, oder Sie dürfen es nicht sehen.',
  more: '{{count}} weitere',
  none: 'Keine',
};
