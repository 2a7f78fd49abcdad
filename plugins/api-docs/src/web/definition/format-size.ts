/** A number of characters as a size of at most three digits: `5.2 MB`. */
export function formatSize(length: number): string {
  if (length < 1000) return `${length} B`;
  const [size, unit] = length < 1_000_000 ? [length / 1000, 'kB'] : [length / 1_000_000, 'MB'];
  return `${size < 10 ? size.toFixed(1) : size.toFixed(0)} ${unit}`;
}
