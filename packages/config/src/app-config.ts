import type { JsonObject } from './json.ts';

/**
 * The data of one configuration source. In a list of them the last one wins.
 */
export interface AppConfig {
  /** Where the data comes from, as people should read it in a message: a file name, `env`, … */
  context: string;
  data: JsonObject;
  /** Keys that were taken out because this side may not see them; reading one gives a warning. */
  filteredKeys?: string[];
  /** Keys in the data that should no longer be used, with what to do instead. */
  deprecatedKeys?: { key: string; description: string }[];
}
