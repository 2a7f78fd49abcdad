import type { ActionsRegistryService, AuthService, UserInfoService } from '@portico/backend-plugin-api';
import type { CatalogApi } from '@portico/catalog-client';
import type { JsonObject } from '@portico/config';
import { NotAllowedError, NotFoundError } from '@portico/errors';

/** Registers the action `auth:who-am-i`: the catalog entity and the ownership of the user who invokes it. */
export function registerWhoAmIAction(services: {
  actions: ActionsRegistryService;
  auth: AuthService;
  catalog: () => Promise<CatalogApi>;
  userInfo: UserInfoService;
}): void {
  const { actions, auth, catalog, userInfo } = services;
  actions.register({
    name: 'who-am-i',
    title: 'Who Am I',
    description:
      'Tells who is signed in: the entity of the user in the catalog, and what the user owns through.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          entity: z.looseObject({}).describe('The entity of the user, as in the catalog'),
          userInfo: z.object({
            userEntityRef: z.string().describe('The ref of the user, such as user:default/ann'),
            ownershipEntityRefs: z.array(z.string()).describe('The refs that the user owns through'),
          }),
        }),
    },
    async action({ credentials }) {
      if (!auth.isPrincipal(credentials, 'user')) {
        throw new NotAllowedError('This action requires user credentials; invoke it as a signed-in user');
      }
      const { userEntityRef } = credentials.principal;
      const token = await auth.getPluginRequestToken({ onBehalfOf: credentials, targetPluginId: 'catalog' });
      const [entity, info] = await Promise.all([
        catalog().then(client => client.getEntityByRef(userEntityRef, token)),
        userInfo.getUserInfo(credentials),
      ]);
      if (!entity)
        throw new NotFoundError(`The catalog has no entity '${userEntityRef}' for the signed-in user`);
      return { output: { entity: entity as unknown as JsonObject, userInfo: info } };
    },
  });
}
