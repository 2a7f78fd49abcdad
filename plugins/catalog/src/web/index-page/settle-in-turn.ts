/** How many requests go at once. */
const lanes = 4;

/** Does something with each item, a few at a time, and gives the errors of those with which it failed. */
export async function settleInTurn<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<Error[]> {
  const failures: Error[] = [];
  const rest = [...items];
  const work = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
      try {
        await act(item);
      } catch (error) {
        failures.push(error instanceof Error ? error : new Error(String(error)));
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return failures;
}
