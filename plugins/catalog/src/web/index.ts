import { catalogPlugin } from './catalog-plugin.tsx';

/** The catalog in the browser. */
export default catalogPlugin;
