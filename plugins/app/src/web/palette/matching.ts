import { nearestWords } from '@portico/config';
import type { Command } from '../../react/command-provider-blueprint.ts';

/** The commands that have every word of a text, those that begin with it first; without any, those whose words are near. */
export function matching(commands: readonly Command[], text: string): Command[] {
  const words = wordsOf(text);
  const textOf = ({ title, subtitle = '' }: Command) => `${title} ${subtitle}`.toLocaleLowerCase();
  const starts = (command: Command) => (textOf(command).startsWith(words.join(' ')) ? 0 : 1);
  const found = commands.filter(command => words.every(word => textOf(command).includes(word)));
  return found.length > 0 ? found.sort((a, b) => starts(a) - starts(b)) : nearest(commands, words);
}

/** The pages that a path may have meant: whose title or address is near its parts. */
export function findNearPages(pages: readonly Command[], path: string): Command[] {
  const parts = path.split('/').filter(part => part.length > 2);
  return pages.filter(({ title, to = '' }) => {
    const names = [...wordsOf(title), to.split('/').findLast(Boolean) ?? ''];
    return parts.some(part => nearestWords(part, names).length > 0);
  });
}

function nearest(commands: readonly Command[], words: readonly string[]): Command[] {
  return commands.filter(({ title }) => {
    const own = [...wordsOf(title), title];
    return words.length > 0 && words.every(word => word.length > 2 && nearestWords(word, own).length > 0);
  });
}

function wordsOf(text: string): string[] {
  return text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
}
