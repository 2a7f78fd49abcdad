const maxRefs = 1000;
// Servers commonly refuse bodies over 100 kB; what surrounds each ref in JSON is counted too.
const maxCharacters = 90_000;
const overhead = 3;

/** Splits refs so that each part fits into the body of one request. */
export function splitRefs(refs: readonly string[]): string[][] {
  const parts: string[][] = [];
  let part: string[] = [];
  let characters = 0;
  for (const ref of refs) {
    const length = ref.length + overhead;
    if (part.length > 0 && (part.length >= maxRefs || characters + length > maxCharacters)) {
      parts.push(part);
      part = [];
      characters = 0;
    }
    part.push(ref);
    characters += length;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
