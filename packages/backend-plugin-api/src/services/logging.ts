import type { Request } from 'express';
import type { JsonObject } from '@portico/config';

/** Writes log entries; secrets of the configuration are masked in all of them. */
export interface LoggerService {
  error(message: string, meta?: Error | JsonObject): void;
  warn(message: string, meta?: Error | JsonObject): void;
  info(message: string, meta?: Error | JsonObject): void;
  debug(message: string, meta?: Error | JsonObject): void;
  /** A logger that adds fields to every entry. */
  child(meta: JsonObject): LoggerService;
}

/** The logger of the process. */
export interface RootLoggerService extends LoggerService {}

/** How much an audited event matters. */
export type AuditorSeverity = 'low' | 'medium' | 'high' | 'critical';

/** An audited event that was announced, and ends in one of two ways. */
export interface AuditorEvent {
  success(options?: { meta?: JsonObject }): Promise<void>;
  fail(options: { meta?: JsonObject; error: Error }): Promise<void>;
}

/** Records who did what, with what outcome. */
export interface AuditorService {
  createEvent(options: {
    eventId: string;
    severityLevel?: AuditorSeverity;
    request?: Request<any, any, any, any, any>; // oxlint-disable-line no-explicit-any -- whatever the route made of it
    meta?: JsonObject;
  }): Promise<AuditorEvent>;
}
