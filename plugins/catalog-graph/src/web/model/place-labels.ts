import type { Point } from './layout.ts';

/** Words at a line. */
export interface EdgeLabel extends Point {
  id: string;
  text: string;
}

const height = 14;
const letterWidth = 6;

/** Of words that would cover each other, only the first are kept. */
export function placeLabels(labels: readonly EdgeLabel[]): EdgeLabel[] {
  const placed: EdgeLabel[] = [];
  const rows = new Map<number, EdgeLabel[]>();
  for (const label of labels) {
    const row = Math.round(label.y / height);
    const near = [row - 1, row, row + 1].flatMap(at => rows.get(at) ?? []);
    const isCovering = near.some(
      other =>
        Math.abs(other.y - label.y) < height &&
        Math.abs(other.x - label.x) < ((other.text.length + label.text.length) * letterWidth) / 2 + 6,
    );
    if (isCovering) continue;
    placed.push(label);
    rows.set(row, [...(rows.get(row) ?? []), label]);
  }
  return placed;
}
