import { apiDocsPlugin } from './api-docs-plugin.tsx';

/** APIs and their definitions. */
export default apiDocsPlugin;
