/** Hears how the work of an engine goes. All times are in milliseconds. */
export interface EngineMeter {
  /** An entity is about to be processed that was due so long ago. */
  checkBegan(waitedMs: number): void;
  /** A batch was stitched in so much time, whose entities had waited so long. */
  batchStitched(waitedMs: readonly number[], ms: number): void;
}
