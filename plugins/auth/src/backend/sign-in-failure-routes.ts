import { Router } from 'express';
import type { HttpAuthService, PermissionsService } from '@portico/backend-plugin-api';
import { NotAllowedError } from '@portico/errors';
import { createPermission } from '@portico/permissions';
import type { SignInRecorder } from './sign-in-recorder.ts';

/** The permission of those who run the portal. */
const administer = createPermission({ name: 'devtools.administer', attributes: {} });

/**
 * `GET /v1/sign-in-failures`: `{ items }`, the latest failed sign-ins, newest
 * first, with why and what to do. For services, and for users with the
 * permission `devtools.administer`.
 */
export function createSignInFailureRoutes(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  recorder: SignInRecorder;
}): Router {
  const { httpAuth, permissions, recorder } = options;
  const router = Router();
  router.get('/v1/sign-in-failures', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user', 'service'] });
    const [decision] = await permissions.authorize([{ permission: administer }], { credentials });
    if (decision?.result !== 'ALLOW') {
      throw new NotAllowedError(
        "Failed sign-ins are shown to those with the permission 'devtools.administer'",
      );
    }
    res.json({ items: recorder.list() });
  });
  return router;
}
