export type { AppConfig } from './app-config.ts';
export type { Config } from './config.ts';
export { createConfigReader } from './config-reader.ts';
export { durationToMilliseconds, parseDuration, readDurationFromConfig } from './duration.ts';
export type { HumanDuration, JsonObject, JsonPrimitive, JsonValue } from './json.ts';
export { nearestWords } from './loader/nearest-word.ts';
export { readOptionalSecret, readSecret, Secret } from './secret.ts';
