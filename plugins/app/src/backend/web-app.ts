import type { Handler } from 'express';

/** What serves the web app. */
export interface WebApp {
  handler: Handler;
  stop(): Promise<void> | void;
}
