export { userSettingsApi } from './api.ts';
