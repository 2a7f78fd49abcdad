import { orgPlugin } from './org-plugin.tsx';

/** The organisation: cards on the pages of people and groups, and a page with all groups. */
export default orgPlugin;
