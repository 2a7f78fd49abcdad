import type { AppFeature } from '@portico/frontend-app-api';
import app from '@portico/plugin-app/web';

// What is installed in the browser. The shell comes with the first file; each other
// line is a plugin and a part of its own, loaded beside the others.
const features: AppFeature[] = [
  app,
  // Its field stands first on the start page.
  import('@portico/plugin-search/web'),
  import('@portico/plugin-api-docs/web'),
  import('@portico/plugin-catalog/web'),
  // Who is in a group and what it owns comes before the map of its relations.
  import('@portico/plugin-org/web'),
  import('@portico/plugin-catalog-graph/web'),
  import('@portico/plugin-catalog-import/web'),
  import('@portico/plugin-home/web'),
  import('@portico/plugin-user-settings/web'),
  import('@portico/plugin-devtools/web'),
];
export default features;
