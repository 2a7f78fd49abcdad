import type { StatementRunner } from '@portico/backend-plugin-api';
import type { Entity } from '@portico/catalog-model';
import type { Conflict } from './accept-desired.ts';
import type { DesiredEntity } from './desired-entity.ts';
import { type FinishedCheck, prepareChildren } from './finished-check.ts';
import type { EntityProcessing } from './process-entity.ts';
import type { ChildFault, ProcessedCheck } from './store-outcomes.ts';
import type { WriteLane } from './write-lane.ts';

/** An outcome that waits to be stored: at once, or if it has very many children, with some of them at a time. */
export interface WaitingOutcome {
  check: FinishedCheck;
  /** How many of its children have been taken up. */
  taken: number;
  /** The ids of those that are stored. */
  stored: number[];
  /** What is wrong with those that could not be stored. */
  faults: ChildFault[];
  /** Some of it could not be stored, and what is left must not be taken for all of it. */
  hasFailed: boolean;
  end: PromiseWithResolvers<void>;
}

/** What one transaction stores of an outcome. */
export interface OutcomePiece {
  of: WaitingOutcome;
  children: readonly DesiredEntity[];
  /** What is left has to wait for what becomes of this. */
  hasMore: boolean;
}

/** What outcomes are stored with. */
export interface OutcomeBatchOptions {
  db: StatementRunner;
  process: EntityProcessing;
  /** Whether an entity is processed without waiting for anything, and without children. */
  isQuick(entity: Entity): boolean;
  now(): number;
  onConflict(claimant: string, conflict: Conflict, entity: Entity): void;
  /** Called after a transaction that has entities processed now. */
  onScheduled(): void;
}

/** Stores a batch. To be called when the one before is stored. */
export type BatchWrite = (lane: WriteLane) => Promise<void>;

/** How many entities are to be stored. */
export function sizeOf(outcomes: Iterable<Pick<WaitingOutcome, 'check' | 'taken'>>): number {
  let size = 0;
  for (const { check, taken } of outcomes) size += 1 + check.children.length - taken;
  return size;
}

/** Ends an outcome that could not be stored: it is noted there. */
function giveUp(outcome: WaitingOutcome, cause: Error): void {
  outcome.hasFailed = true;
  const message = `What came of '${outcome.check.ref}' could not be stored: ${cause.message}`;
  outcome.end.reject(new Error(message, { cause }));
}

/** Takes what waits off the queue, about `size` entities. */
export function takePieces(waiting: WaitingOutcome[], size: number): OutcomePiece[] {
  const pieces: OutcomePiece[] = [];
  let room = size;
  for (let of = waiting[0]; of && room > 0; of = waiting[0]) {
    if (of.hasFailed) {
      waiting.shift();
      continue;
    }
    const children = of.check.children.slice(of.taken, of.taken + room);
    of.taken += children.length;
    room -= 1 + children.length;
    const hasMore = of.taken < of.check.children.length;
    pieces.push({ of, children, hasMore });
    if (hasMore) break;
    waiting.shift();
  }
  return pieces;
}

/** Processes what can be processed on the spot; resolves to what stores it all. */
export async function prepareBatch(
  pieces: readonly OutcomePiece[],
  options: OutcomeBatchOptions,
): Promise<BatchWrite> {
  const prepared: Awaited<ReturnType<typeof prepareChildren>>[] = [];
  for (const { children } of pieces) prepared.push(await prepareChildren(children, options));
  return async lane => {
    // Only now is it known what the pieces before have led to.
    const left = pieces.flatMap((piece, index) =>
      piece.of.hasFailed ? [] : [{ ...piece, prepared: prepared[index] }],
    );
    if (left.length === 0) return;
    const checks = left.map(({ of, hasMore, prepared: children }): ProcessedCheck => {
      const { desired = [], names = { refs: [], types: [] } } = children ?? {};
      return {
        ...of.check,
        children: { desired, names, before: hasMore ? [] : of.stored, hasMore, faults: of.faults },
      };
    });
    const stored = await lane.store({ checks, now: options.now() });
    for (const [index, { of, hasMore }] of left.entries()) {
      const children = stored.children[index] ?? [];
      if (children instanceof Error) giveUp(of, children);
      else {
        of.stored.push(...children);
        if (!hasMore) of.end.resolve();
      }
    }
    for (const { parentId, fault } of stored.faults) {
      left.find(({ of }) => of.check.id === parentId)?.of.faults.push(fault);
    }
    for (const { parentId, conflict } of stored.conflicts) {
      const parent = left.find(({ of }) => of.check.id === parentId);
      const child = parent?.children.find(({ ref }) => ref === conflict.ref);
      if (parent && child) options.onConflict(parent.of.check.ref, conflict, child.entity);
    }
    if (stored.scheduled > 0) options.onScheduled();
  };
}
