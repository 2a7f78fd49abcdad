/** The texts of a value that may be one, or a list of some. */
export function texts(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(item => typeof item === 'string');
}
