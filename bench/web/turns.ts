import type { Browser } from 'playwright-core';
import type { Portal } from './portal.ts';
import { measureGraph, measureList, type GraphTasks, type ListTasks } from './smoothness.ts';
import { measureVisits, type Visits } from './visits.ts';

/** What was measured, by runs. */
export interface Turns {
  portico: Visits[];
  peer: Visits[];
  lists: ListTasks[];
  graphs: GraphTasks[];
}

/** Lets the portals take turns, so that what else the machine does meets both. The first run counts for nothing. */
export async function measureInTurns(
  browser: Browser,
  { portico, peer, runs, size }: { portico: Portal; peer: Portal | undefined; runs: number; size: number },
): Promise<Turns> {
  const turns: Turns = { portico: [], peer: [], lists: [], graphs: [] };
  for (let run = 0; run <= runs; run += 1) {
    const own = await measureVisits(browser, portico);
    const others = peer && (await measureVisits(browser, peer));
    if (run === 0) continue; // servers and the file cache are warm from the second run on
    turns.portico.push(own);
    if (others) turns.peer.push(others);
    turns.lists.push(await measureList(browser, portico, size));
    turns.graphs.push(await measureGraph(browser, portico));
  }
  return turns;
}
