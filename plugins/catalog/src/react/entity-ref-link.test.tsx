// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { JSX } from 'react';
import { renderInTestApp, testApi } from '@portico/frontend-test-utils';
import { catalogApiRef, EntityRefLink, EntityRefList, StarButton, useRelatedEntities } from '../react.ts';
import { catalogPlugin } from '../web/catalog-plugin.tsx';

afterEach(cleanup);

const shop = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'shop', title: 'The shop' },
  relations: [
    { type: 'ownerOf', targetRef: 'component:default/pay' },
    { type: 'ownerOf', targetRef: 'component:default/gone' },
    { type: 'ownerOf', targetRef: 'api:default/pay' },
    { type: 'parentOf', targetRef: 'group:default/shop-web' },
  ],
};
const pay = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'pay' } };
const known = new Map<string, typeof pay>([
  ['group:default/shop', shop],
  ['component:default/pay', pay],
]);

function draw(element: JSX.Element) {
  const requests: string[][] = [];
  renderInTestApp(element, {
    features: [catalogPlugin],
    mountedRoutes: {},
    apis: [
      testApi(catalogApiRef, {
        async getEntitiesByRefs({ entityRefs }) {
          requests.push(entityRefs);
          return { items: entityRefs.map(ref => known.get(ref)) };
        },
      }),
    ],
  });
  return requests;
}

describe('links to entities', () => {
  it('are loaded together, struck when they lead to nothing, and shown as they are when they are no refs', async () => {
    const requests = draw(
      <>
        <EntityRefLink entityRef="shop" defaultKind="group" />
        <EntityRefList entityRefs={['component:pay', 'Group:default/Shop', 'component:gone']} />
        <EntityRefLink entityRef="::" />
      </>,
    );
    expect(await screen.findAllByText('The shop')).toHaveLength(2);
    expect(requests).toEqual([['group:default/shop', 'component:default/pay', 'component:default/gone']]);
    expect(screen.getByText('gone').className).toContain('missing');
    expect(screen.getByText('pay').className).not.toContain('missing');
    expect(screen.getByText('::').closest('a')).toBeNull();
  });

  it('ask for nothing when the entity is at hand', async () => {
    const requests = draw(<EntityRefLink entityRef={shop} />);
    await screen.findByText('The shop');
    expect(requests).toEqual([]);
  });
});

describe('related entities', () => {
  it('come with one request, and tell what is missing', async () => {
    const requests = draw(<Owned />);
    await screen.findByText('pay, missing component:default/gone');
    expect(requests).toEqual([['component:default/pay', 'component:default/gone']]);
  });
});

describe('the star', () => {
  it('is set and taken away', async () => {
    draw(<StarButton entity={pay} />);
    const star = await screen.findByRole('button', { name: 'Star pay' });
    star.click();
    const pressed = await screen.findByRole('button', { name: 'Take the star from pay' });
    expect(pressed.getAttribute('aria-pressed')).toBe('true');
    pressed.click();
    await screen.findByRole('button', { name: 'Star pay' });
  });
});

function Owned() {
  const { entities, missing } = useRelatedEntities(shop, { type: 'ownerOf', kind: 'component' });
  if (!entities) return null;
  return <p>{`${entities.map(({ metadata }) => metadata.name).join()}, missing ${missing.join()}`}</p>;
}
