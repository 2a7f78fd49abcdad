/** A state of the list under a name. A type alias, so that it is JSON to the storage. */
export type SavedView = {
  name: string;
  /** The query of the URL. */
  query: string;
};
