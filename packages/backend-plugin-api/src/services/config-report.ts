import type { AppConfig, JsonValue } from '@portico/config';
import type { ConfigExplanation, ConfigProblem } from '@portico/config/loader';
import { createServiceRef } from '../create-service-ref.ts';

/** Tells about the configuration what its reader does not; for devtools. */
export interface RootConfigReportService {
  /** The merged data with secrets replaced. */
  getPrintable(): JsonValue;
  /** Where the value of a key comes from, and what it overrode; `undefined` when the configuration did not come from files. */
  explain(key: string): ConfigExplanation | undefined;
  /** What is odd about the configuration, without keeping it from being used. */
  getWarnings(): readonly ConfigProblem[];
  /** What the browser may see, by the schemas; nothing when the configuration did not come from files. */
  getFrontendConfigs(): AppConfig[];
}

/** The report on the configuration. */
export const configReportServiceRef = createServiceRef<RootConfigReportService>({
  id: 'portico.configReport',
  scope: 'root',
});
