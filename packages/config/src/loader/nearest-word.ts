/**
 * The candidate that a misspelt word probably stands for: one slip away for
 * short words, two for longer ones, whatever the case and the hyphens. A slip
 * is a letter too many, too few, wrong, or swapped with its neighbour.
 */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  return nearestWords(word, candidates)[0];
}

/** All candidates that {@link nearestWord} would take, the nearest first. */
export function nearestWords(word: string, candidates: readonly string[]): string[] {
  const most = word.length < 5 ? 1 : 2;
  return candidates
    .map(candidate => ({ candidate, cost: countSlips(plain(candidate), plain(word)) }))
    .filter(({ cost }) => cost <= most)
    .toSorted((a, b) => a.cost - b.cost)
    .map(({ candidate }) => candidate);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[-_]/g, '');
}

/** The optimal string alignment distance: Levenshtein's, with swapped neighbours counted as one. */
function countSlips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const costs = [
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
      ];
      current.push(Math.min(...costs, isSwapped ? at(beforeLast, column - 2) + 1 : Infinity));
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
