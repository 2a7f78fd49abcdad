import { describe, expect, it } from 'vitest';
import { mockApis } from '@portico/frontend-test-utils';
import { createVisits } from './create-visits.ts';

const entity = '/catalog/default/component/a';

describe('visits', () => {
  it('of the tabs of a page are visits of the page', async () => {
    const visits = createVisits(mockApis.storage());
    await visits.save({ name: 'a', pathname: `${entity}/why` });
    await visits.save({ name: 'a', pathname: entity });
    await visits.save({ name: 'a', pathname: `${entity}/why` });
    await visits.save({ name: 'a-b', pathname: `${entity}-b` });
    const [other, page, ...rest] = await visits.list();
    expect(other).toMatchObject({ pathname: `${entity}-b`, hits: 1 });
    expect(page).toMatchObject({ name: 'a', pathname: entity, hits: 3 });
    expect(rest).toEqual([]);
  });

  it('of pages of their own stay apart', async () => {
    const visits = createVisits(mockApis.storage());
    await visits.save({ name: 'Catalog', pathname: '/catalog' });
    await visits.save({ name: 'a', pathname: entity });
    expect(await visits.list()).toHaveLength(2);
  });
});
