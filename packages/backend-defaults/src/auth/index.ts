export { createAuthEndpoints } from './auth-endpoints.ts';
