import { isJsonObject } from '../config-layers.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { SurveyedValue } from './survey.ts';

/** What is left of a configuration for the browser. */
export interface VisibleConfig {
  data: JsonObject;
  /** The values that were taken out. */
  filteredKeys: string[];
}

/**
 * Keeps the values with the visibility `frontend` and the objects and lists
 * around them. A list keeps only its visible items, so that indexes shift.
 */
export function filterVisible(
  surveyed: SurveyedValue,
  formatKey: (path: SurveyedValue['path']) => string,
): VisibleConfig {
  const filteredKeys: string[] = [];
  const data = filter(surveyed, path => void filteredKeys.push(formatKey(path)));
  return { data: isJsonObject(data) ? data : {}, filteredKeys };
}

function filter(
  surveyed: SurveyedValue,
  onHidden: (path: SurveyedValue['path']) => void,
): JsonValue | undefined {
  const { value, children, visibility } = surveyed;
  const isVisible = visibility === 'frontend';
  if (typeof value !== 'object' || value === null) {
    if (!isVisible) onHidden(surveyed.path);
    return isVisible ? value : undefined;
  }
  const kept = children.flatMap(child => {
    const visible = filter(child, onHidden);
    return visible === undefined ? [] : [[String(child.path.at(-1)), visible] as const];
  });
  if (kept.length === 0 && !isVisible) return undefined;
  return Array.isArray(value) ? kept.map(([, item]) => item) : Object.fromEntries(kept);
}
