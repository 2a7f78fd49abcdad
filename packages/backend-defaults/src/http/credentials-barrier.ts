import type { Handler } from 'express';
import { pathToRegexp } from 'path-to-regexp';
import type { HttpAuthService, HttpRouterAuthPolicy } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';

/** Refuses requests without credentials, but for the paths whose policy says otherwise. */
export interface CredentialsBarrier {
  handler: Handler;
  addAuthPolicy(policy: HttpRouterAuthPolicy): void;
}

type PathTest = (path: string) => boolean;

/** Makes the barrier before a plugin's routes; open when `backend.auth.dangerouslyDisableDefaultAuthPolicy` is set. */
export function createCredentialsBarrier(httpAuth: HttpAuthService, config: Config): CredentialsBarrier {
  if (config.getOptionalBoolean('backend.auth.dangerouslyDisableDefaultAuthPolicy')) {
    return { handler: (_req, _res, next) => next(), addAuthPolicy: () => {} };
  }
  const isOpen: Record<HttpRouterAuthPolicy['allow'], PathTest[]> = {
    unauthenticated: [],
    'user-cookie': [],
  };
  const { unauthenticated, 'user-cookie': cookie } = isOpen;

  return {
    handler: (req, _res, proceed) => {
      const path = unauthenticated.length + cookie.length > 0 ? req.path : '';
      if (unauthenticated.some(matches => matches(path))) {
        proceed();
        return;
      }
      const allowLimitedAccess = cookie.some(matches => matches(path));
      httpAuth
        .credentials(req, { allow: ['user', 'service'], allowLimitedAccess })
        .then(() => proceed(), proceed);
    },
    addAuthPolicy({ path, allow }) {
      const tests = Object.hasOwn(isOpen, allow) ? isOpen[allow] : undefined;
      if (!tests)
        throw new Error(
          `Invalid auth policy '${allow}' for '${path}'; use 'unauthenticated' or 'user-cookie'`,
        );
      tests.push(createPathTest(path));
    },
  };
}

/** Tests for a path or anything below it. */
function createPathTest(policyPath: string): PathTest {
  if (policyPath === '/' || policyPath === '*') return () => true;
  const { regexp } = pathToRegexp(policyPath, { end: false });
  return path => regexp.test(path);
}
