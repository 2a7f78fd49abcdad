import { parentPort, workerData } from 'node:worker_threads';
import { toError } from '@portico/errors';
import { type LaneDatabase, openLaneRunner } from '../database/open-lane-runner.ts';
import type { LaneAnswer, LaneCall } from './lane-thread.ts';
import { createLocalLane, type WriteLane } from './write-lane.ts';

const db = await openLaneRunner(workerData as LaneDatabase);
const lane = createLocalLane(db);

parentPort?.on('message', (call: LaneCall) => void answer(call));

async function answer(call: LaneCall): Promise<void> {
  const reply = (message: LaneAnswer): void => parentPort?.postMessage(message);
  try {
    reply({ id: call.id, result: await run(lane, call) });
  } catch (error) {
    reply({ id: call.id, error: toError(error) });
  }
}

function run(target: WriteLane, call: LaneCall): Promise<unknown> {
  switch (call.method) {
    case 'accept':
      return target.accept(...call.args);
    case 'remove':
      return target.remove(...call.args);
    case 'store':
      return target.store(...call.args);
    case 'stitch':
      return target.stitch(...call.args);
    case 'checkpoint':
      return db.all('pragma wal_checkpoint(passive)');
  }
}
