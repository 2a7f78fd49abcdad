/**
 * Whether somebody has set OpenTelemetry up in this process. Its API keeps what
 * was set up under a symbol that all copies of it share, by which one can tell
 * without loading it.
 * https://github.com/open-telemetry/opentelemetry-js/blob/main/api/src/internal/global-utils.ts
 */
export function isTelemetrySetUp(): boolean {
  return Symbol.for('opentelemetry.js.api.1') in globalThis;
}
