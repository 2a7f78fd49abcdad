export { eventsPlugin as default } from './events-plugin.ts';
