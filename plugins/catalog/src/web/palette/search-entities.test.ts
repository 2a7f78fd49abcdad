import { describe, expect, it } from 'vitest';
import { findNear, rankEntities } from './search-entities.tsx';

const entity = (name: string, title?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, ...(title !== undefined && { title }) },
});

describe('the entities in the command palette', () => {
  it('begin with what is called like the text', () => {
    const found = [entity('a-pay'), entity('payments'), entity('x', 'Pay'), entity('old-pay')];
    expect(rankEntities(found, 'pay').map(({ metadata }) => metadata.name)).toEqual([
      'x',
      'payments',
      'a-pay',
      'old-pay',
    ]);
  });

  it('are those called nearly so, when none has the text', () => {
    const entities = [entity('checkout-service'), entity('charts', 'Checkout'), entity('chat')];
    expect(findNear(entities, 'chekout').map(({ metadata }) => metadata.name)).toEqual([
      'checkout-service',
      'charts',
    ]);
    expect(findNear(entities, 'invoice')).toEqual([]);
  });
});
