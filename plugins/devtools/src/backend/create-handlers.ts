import type {
  RootBootReportService,
  RootConfigReportService,
  RootInstanceMetadataService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { formatProblem } from '@portico/config/loader';
import { NotFoundError } from '@portico/errors';
import type { ApiHandlers } from '@portico/http-api/node';
import type { ConfigInfo, devToolsApi } from '../api.ts';
import { readInfo } from './read-info.ts';
import { tryDependencies } from './try-dependencies.ts';

const frameworkPrefixes = ['@portico/', '@backstage/'];

/** What the endpoints of devtools tell of. */
export interface HandlerServices {
  config: Config;
  configReport: RootConfigReportService;
  bootReport: RootBootReportService;
  instance: RootInstanceMetadataService;
}

/** What the endpoints of devtools do. */
export function createHandlers(services: HandlerServices): ApiHandlers<typeof devToolsApi> {
  const { config, configReport, bootReport, instance } = services;
  return {
    getHealth: () => ({ status: 'ok' }),
    getBoot: () => bootReport.getBootReport(),
    getInfo: () =>
      readInfo({
        instance,
        packagePrefixes: config.getOptionalStringArray('devTools.info.packagePrefixes') ?? frameworkPrefixes,
      }),
    getConfig: () => describeConfig(configReport),
    explainConfig({ query }) {
      const explanation = configReport.explain(query.key);
      if (!explanation) {
        throw new NotFoundError(
          'The configuration of this backend did not come from files; nothing is known of it',
        );
      }
      return explanation;
    },
    getExternalDependencies: () => tryDependencies(config),
  };
}

function describeConfig(report: RootConfigReportService): ConfigInfo {
  const messages = report.getWarnings().map(warning => formatProblem(warning));
  return {
    config: report.getPrintable(),
    ...(messages.length > 0
      ? { error: { name: 'ConfigWarning', message: messages.join('\n'), messages } }
      : {}),
  };
}
