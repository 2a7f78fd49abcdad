/**
 * Places things in a row as near as can be to where each wants to be, in the
 * order in which they are and at least `step` apart: the least squares, by
 * pooling adjacent violators.
 *
 * @see https://en.wikipedia.org/wiki/Isotonic_regression
 */
export function place(wanted: readonly number[], step: number): number[] {
  const pools: { sum: number; count: number }[] = [];
  for (const [index, value] of wanted.entries()) {
    let pool = { sum: value - index * step, count: 1 };
    for (
      let last = pools.at(-1);
      last && last.sum / last.count > pool.sum / pool.count;
      last = pools.at(-1)
    ) {
      pools.pop();
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
    }
    pools.push(pool);
  }
  const values = pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return values.map((value, index) => value + index * step);
}
