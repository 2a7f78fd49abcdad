import { Router, type RequestHandler } from 'express';
import type {
  HttpAuthService,
  PermissionsService,
  RootBootReportService,
  RootConfigReportService,
  RootInstanceMetadataService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { formatProblem } from '@portico/config/loader';
import { InputError, NotAllowedError, NotFoundError } from '@portico/errors';
import type { BasicPermission } from '@portico/permissions';
import {
  devToolsConfigReadPermission,
  devToolsExternalDependenciesReadPermission,
  devToolsInfoReadPermission,
} from '../permissions.ts';
import type { ConfigInfo } from '../responses.ts';
import { readInfo } from './read-info.ts';
import { tryDependencies } from './try-dependencies.ts';

const frameworkPrefixes = ['@portico/', '@backstage/'];

/** The routes of devtools. All but `/health` need a permission. */
export function createRouter(deps: {
  config: Config;
  configReport: RootConfigReportService;
  bootReport: RootBootReportService;
  instance: RootInstanceMetadataService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): Router {
  const { config, configReport, bootReport, instance } = deps;
  const router = Router();
  const route = (
    path: string,
    permission: BasicPermission,
    answer: (query: URLSearchParams) => unknown,
  ): void => {
    router.get(path, requirePermission(permission, deps), async (req, res) => {
      res.json(await answer(new URL(req.url, 'http://localhost').searchParams));
    });
  };

  router.get('/health', (_req, res) => void res.json({ status: 'ok' }));
  route('/boot', devToolsInfoReadPermission, () => bootReport.getBootReport());
  route('/info', devToolsInfoReadPermission, () =>
    readInfo({
      instance,
      packagePrefixes: config.getOptionalStringArray('devTools.info.packagePrefixes') ?? frameworkPrefixes,
    }),
  );
  route('/config', devToolsConfigReadPermission, () => describeConfig(configReport));
  route('/config/explain', devToolsConfigReadPermission, query => explainKey(query.get('key'), configReport));
  route('/external-dependencies', devToolsExternalDependenciesReadPermission, () => tryDependencies(config));
  return router;
}

function requirePermission(
  permission: BasicPermission,
  { httpAuth, permissions }: { httpAuth: HttpAuthService; permissions: PermissionsService },
): RequestHandler {
  return async (req, _res, next) => {
    const credentials = await httpAuth.credentials(req);
    const [decision] = await permissions.authorize([{ permission }], { credentials });
    if (decision?.result !== 'ALLOW')
      throw new NotAllowedError(`You lack the permission '${permission.name}'`);
    next();
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

function explainKey(key: string | null, report: RootConfigReportService): unknown {
  if (!key)
    throw new InputError("The query parameter 'key' is missing; give it a key such as backend.baseUrl");
  const explanation = report.explain(key);
  if (explanation) return explanation;
  throw new NotFoundError(
    'The configuration of this backend did not come from files, so that nothing is known of it',
  );
}
