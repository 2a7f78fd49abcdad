import { homePlugin } from './home-plugin.tsx';

/** The start page. */
export default homePlugin;
