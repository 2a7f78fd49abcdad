import { catalogGraphPlugin } from './catalog-graph-plugin.tsx';

/** The map of relations: a page, and a card on the pages of entities. */
export default catalogGraphPlugin;
