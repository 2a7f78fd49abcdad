import type { NewPackage } from './new-package.ts';

/** The files of the backend part of a plugin, by path. */
export function backendFiles({ id }: NewPackage): Record<string, string> {
  return {
    'src/index.ts': pluginSource(id),
    'src/router.ts': routerSource,
    'src/index.test.ts': pluginTest(id),
  };
}

function pluginSource(id: string): string {
  return `import { coreServices, createBackendPlugin } from '@portico/backend-plugin-api';
import { createRouter } from './router.ts';

/** The plugin '${id}'. */
export default createBackendPlugin({
  pluginId: '${id}',
  register(env) {
    env.registerInit({
      deps: { http: coreServices.httpRouter, httpAuth: coreServices.httpAuth, logger: coreServices.logger },
      async init({ http, httpAuth, logger }) {
        http.use(createRouter(httpAuth));
        logger.info('The plugin is ready');
      },
    });
  },
});
`;
}

const routerSource = `import type { HttpAuthService } from '@portico/backend-plugin-api';
import { Router } from 'express';

/** The HTTP API of the plugin. */
export function createRouter(httpAuth: HttpAuthService): Router {
  const router = Router();
  router.get('/hello', async (request, response) => {
    const { principal } = await httpAuth.credentials(request, { allow: ['user'] });
    response.json({ message: \`Hello, \${principal.userEntityRef}\` });
  });
  return router;
}
`;

function pluginTest(id: string): string {
  return `import { mockCredentials, startTestBackend } from '@portico/backend-test-utils';
import { expect, it } from 'vitest';
import plugin from './index.ts';

it('greets whoever is signed in', async () => {
  await using backend = await startTestBackend({ features: [plugin] });
  const response = await fetch(\`\${backend.url}/api/${id}/hello\`, {
    headers: { authorization: mockCredentials.user.header('user:default/guest') },
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ message: 'Hello, user:default/guest' });
});

it('is not for services', async () => {
  await using backend = await startTestBackend({ features: [plugin] });
  const response = await fetch(\`\${backend.url}/api/${id}/hello\`, {
    headers: { authorization: mockCredentials.service.header() },
  });
  expect(response.status).toBe(403);
});
`;
}

/** The files of a module, by path. */
export function moduleFiles({ id, moduleOf }: { id: string; moduleOf: string }): Record<string, string> {
  return {
    'src/index.ts': `import { coreServices, createBackendModule } from '@portico/backend-plugin-api';

/** The module '${id}' of the plugin '${moduleOf}'. Ask for an extension point of the plugin among the deps, and fill it. */
export default createBackendModule({
  pluginId: '${moduleOf}',
  moduleId: '${id}',
  register(env) {
    env.registerInit({
      deps: { logger: coreServices.logger },
      async init({ logger }) {
        logger.info('The module is ready');
      },
    });
  },
});
`,
    'src/index.test.ts': `import { startTestBackend } from '@portico/backend-test-utils';
import { expect, it } from 'vitest';
import module from './index.ts';

it('starts with its plugin', async () => {
  await using backend = await startTestBackend({ features: [module] });
  expect(backend.url).toMatch(/^http:/);
});
`,
  };
}
