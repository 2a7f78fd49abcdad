const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'.split('');
const within = [...letters, '-', '_', '.'];
const shortest = 3;

/**
 * How a name may begin whose first two letters have one slip: two of the first
 * three swapped, one too many, a wrong one, or one missing; about 300 beginnings.
 * What follows the slip is kept to its end, and as far as the middle in case
 * there is a second slip.
 */
export function respellBeginning(name: string): string[] {
  const [first = '', second = '', third = ''] = name;
  const rest = name.slice(2);
  const respelt = [
    second + first + rest,
    first + third + second + rest.slice(1),
    second + rest,
    first + rest,
    ...letters.map(letter => letter + second + rest),
    ...within.map(letter => first + letter + rest),
    ...letters.map(letter => letter + name),
    ...within.map(letter => first + letter + second + rest),
  ];
  const half = Math.max(shortest, Math.ceil(name.length / 2));
  const beginnings = respelt.flatMap(text => [text, text.slice(0, half)]);
  return [...new Set(beginnings)].filter(text => text.length >= shortest);
}
