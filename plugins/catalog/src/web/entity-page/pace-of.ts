/** Answers come soon or late, in milliseconds: who has waited long can wait longer. */
const paces = [
  { within: 3000, every: 1000 },
  { within: 10_000, every: 2500 },
  { within: 60_000, every: 5000 },
];
const restingPace = 10_000;

/** How long to wait before a change is looked for again, by how long it has been waited for, both in milliseconds. */
export function paceOf(waitedFor: number): number {
  return paces.find(({ within }) => waitedFor < within)?.every ?? restingPace;
}
