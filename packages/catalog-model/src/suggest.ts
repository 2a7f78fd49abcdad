import { distance } from 'fastest-levenshtein';

/**
 * The candidate that a mistyped word most likely means: the same letters in
 * another case, else one that is at most a quarter of its letters away.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const limit = Math.min(3, Math.floor(word.length / 4));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate.toLowerCase() === wanted) return candidate;
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const steps = distance(candidate.toLowerCase(), wanted);
    if (steps < bestDistance) [best, bestDistance] = [candidate, steps];
  }
  return best;
}

/** A value as it is shown in a message: as JSON, cut after 80 characters. */
export function quote(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
}
