export { openPage, type OpenPage, type OpenPageOptions } from './open-page.ts';
export { startPortal, type RunningPortal } from './start-portal.ts';
