/** A value that JSON can hold, without containers. */
export type JsonPrimitive = string | number | boolean | null;
/** An object as JSON holds it; a field that is `undefined` counts as absent. */
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}
/** Any value that JSON can hold. */
export type JsonValue = JsonPrimitive | JsonObject | JsonValue[];

/** A span of time as people write it; the parts add up. Months and years follow the calendar. */
export interface HumanDuration {
  years?: number;
  months?: number;
  weeks?: number;
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
}
