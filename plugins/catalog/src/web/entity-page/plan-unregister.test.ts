import { expect, it } from 'vitest';
import type { EntityExplanation } from '@portico/catalog-client';
import { planUnregister } from './plan-unregister.ts';

const origin = 'url:https://host/all.yaml';
const entity = {
  apiVersion: 'v1',
  kind: 'Component',
  metadata: { name: 'a', annotations: { 'backstage.io/managed-by-origin-location': origin } },
};
const location = { id: '1', type: 'url', target: 'https://host/all.yaml', entityRef: 'location:default/x' };
const explained = (parts: Partial<EntityExplanation>) =>
  ({ state: 'present', chain: [], sources: [], ...parts }) as unknown as EntityExplanation;

it('goes with its location where one is registered', () => {
  expect(planUnregister(entity, location, explained({}))).toEqual({ type: 'location', location, origin });
  expect(planUnregister(entity, location, undefined)).toEqual({ type: 'location', location, origin });
});

it('goes alone when nothing declares it', () => {
  expect(planUnregister(entity, location, explained({ state: 'orphan' }))).toEqual({ type: 'orphan' });
});

it('cannot go while the configuration or a provider declares it', () => {
  const chain = [{ entityRef: 'location:default/x', provider: 'ConfigLocationProvider' }];
  expect(planUnregister(entity, undefined, explained({ chain }))).toEqual({
    type: 'configured',
    source: origin,
  });
  const sources = [{ type: 'provider' as const, name: 'ldap' }];
  expect(planUnregister(entity, undefined, explained({ sources }))).toEqual({
    type: 'provided',
    source: 'ldap',
  });
});
