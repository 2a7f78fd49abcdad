import type { Point } from './layout.ts';

/** Words at a line. */
export interface EdgeLabel extends Point {
  id: string;
  /** The entities that the line connects. */
  from: string;
  to: string;
  text: string;
}

const height = 14;
const letterWidth = 6;
const gap = 14;
/** Lines of a bundle have their words once in a circle of so many pixels. */
const bundleReach = 160;

/** Of words that would cover each other, and of the same at lines from or to the same entity, only the first are kept. */
export function placeLabels(labels: readonly EdgeLabel[]): EdgeLabel[] {
  const placed: EdgeLabel[] = [];
  const rows = new Map<number, EdgeLabel[]>();
  for (const label of labels) {
    if (placed.some(other => isBundled(other, label))) continue;
    const row = Math.round(label.y / height);
    const near = [row - 1, row, row + 1].flatMap(at => rows.get(at) ?? []);
    const isCovering = near.some(
      other =>
        Math.abs(other.y - label.y) < height &&
        Math.abs(other.x - label.x) < ((other.text.length + label.text.length) * letterWidth) / 2 + gap,
    );
    if (isCovering) continue;
    placed.push(label);
    rows.set(row, [...(rows.get(row) ?? []), label]);
  }
  return placed;
}

function isBundled(a: EdgeLabel, b: EdgeLabel): boolean {
  return (
    a.text === b.text &&
    (a.from === b.from || a.to === b.to) &&
    Math.hypot(a.x - b.x, a.y - b.y) < bundleReach
  );
}
