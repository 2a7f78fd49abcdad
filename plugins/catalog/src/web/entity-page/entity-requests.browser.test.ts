import { expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';

it('asks for nothing more once all is there', async () => {
  let asked = 0;
  await using opened = await openPage('/catalog/default/component/booking-service', {
    prepare: async page => {
      page.on('request', request => {
        if (new URL(request.url()).pathname.endsWith('/entities/by-refs')) asked += 1;
      });
    },
  });
  const { page } = opened;
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => asked).toBeGreaterThan(0);
  // Shorter than the pause between two looks at what nobody has asked to be checked. A chain without an end never rests.
  const askedMeanwhile = async (): Promise<number> => {
    const before = asked;
    await page.waitForTimeout(4000);
    return asked - before;
  };
  await expect.poll(askedMeanwhile).toBe(0);
});
