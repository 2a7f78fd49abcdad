import type { Handler } from 'express';
import { createExtensionPoint } from '@portico/backend-plugin-api';

/** Answers requests for files below `/static` that neither this build of the web app nor an earlier one has. */
export interface StaticFallbackHandlerExtensionPoint {
  /** @throws Error when there is a handler already. */
  setStaticFallbackHandler(handler: Handler): void;
}

/** Where a module of `app` sets the handler for lost files. */
export const staticFallbackHandlerExtensionPoint = createExtensionPoint<StaticFallbackHandlerExtensionPoint>({
  id: 'app.staticFallbackHandler',
});
