import type { JsonObject, JsonValue } from '@portico/config';
import { isAtLeast, type LogLevel } from './log-level.ts';

/** Another level for the entries whose fields match. */
export interface LogLevelOverride {
  /**
   * What each field must be: a value, a text, a regular expression written as
   * `/pattern/flags`, or a list of those of which one must match. The message
   * is the field `message`.
   */
  matchers: JsonObject;
  level: LogLevel;
}

/** Decides whether an entry is written; asks for its fields only if they matter. */
export type LogFilter = (level: LogLevel, getFields: () => Record<string, unknown>) => boolean;

/** Makes a filter. The first override that matches decides, else the level. */
export function createLogFilter(threshold: LogLevel, overrides: readonly LogLevelOverride[] = []): LogFilter {
  if (overrides.length === 0) return level => isAtLeast(level, threshold);
  const rules = overrides.map(({ matchers, level }) => ({ level, matches: createMatcher(matchers) }));
  return (level, getFields) => {
    const fields = getFields();
    return isAtLeast(level, rules.find(rule => rule.matches(fields))?.level ?? threshold);
  };
}

function createMatcher(matchers: JsonObject): (fields: Record<string, unknown>) => boolean {
  const tests = Object.entries(matchers).map(
    ([name, matcher]) => [name, createFieldMatcher(matcher as JsonValue)] as const,
  );
  return fields => tests.every(([name, test]) => test(fields[name]));
}

function createFieldMatcher(matcher: JsonValue): (value: unknown) => boolean {
  if (Array.isArray(matcher)) {
    const tests = matcher.map(createFieldMatcher);
    return value => tests.some(test => test(value));
  }
  const pattern = typeof matcher === 'string' ? parsePattern(matcher) : undefined;
  if (pattern) return value => typeof value === 'string' && value.search(pattern) !== -1;
  return value => value === matcher;
}

function parsePattern(text: string): RegExp | undefined {
  const [, pattern, flags] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  if (pattern === undefined) return undefined;
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}
