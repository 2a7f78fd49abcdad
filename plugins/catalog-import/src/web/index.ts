import { catalogImportPlugin } from './catalog-import-plugin.tsx';

/** Registering what URLs declare. */
export default catalogImportPlugin;
