import { isTelemetrySetUp } from '../telemetry/is-telemetry-set-up.ts';
import type { RequestTelemetry } from './request-telemetry.ts';

/** Measures and traces requests, as soon as somebody collects that. */
export interface RequestObserver extends RequestTelemetry {
  /** Finds out who collects; until then, and when nobody does, requests are let through at once. */
  start(): Promise<void>;
}

/** Makes the observer of a server's requests. It loads OpenTelemetry only where that is set up. */
export function createRequestObserver(): RequestObserver {
  let telemetry: RequestTelemetry | undefined;
  return {
    async start() {
      if (!isTelemetrySetUp()) return;
      const { createRequestTelemetry } = await import('./request-telemetry.ts');
      telemetry = createRequestTelemetry();
    },
    handler: (req, res, next) => (telemetry ? telemetry.handler(req, res, next) : next()),
    inject: headers => telemetry?.inject(headers),
  };
}
