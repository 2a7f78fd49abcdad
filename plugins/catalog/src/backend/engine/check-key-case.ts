import { checkSearchKeys, type Entity, type EntityProblem } from '@portico/catalog-model';

// Annotations may be of any name.
const maxKnown = 20_000;

/** The part of a key between two dots, in one way of writing it. */
interface Part {
  text: string;
  /** What it has in common with those that differ by case only. */
  word: { seenIn: number; as: string };
  /** What comes after it in the key. */
  next: Part | undefined;
}

/**
 * Makes a check for keys that differ by case only, which search could not tell
 * apart. Nearly all entities have none; that is seen without putting their
 * paths together, in about a microsecond.
 */
export function createKeyCaseCheck(): (entity: Entity) => EntityProblem[] {
  let run = 0;
  let known = new Map<string, Part>();
  let words = new Map<string, Part['word']>();

  function learn(key: string): Part {
    const [text = '', ...rest] = key.split('.');
    const word = words.get(text.toLowerCase()) ?? { seenIn: 0, as: text };
    words.set(text.toLowerCase(), word);
    return { text, word, next: rest.length > 0 ? learn(rest.join('.')) : undefined };
  }

  function isSuspicious(key: string): boolean {
    let part = known.get(key);
    if (!part) known.set(key, (part = learn(key)));
    for (let at: Part | undefined = part; at; at = at.next) {
      const { word } = at;
      if (word.seenIn !== run) {
        word.seenIn = run;
        word.as = at.text;
      } else if (word.as !== at.text) return true;
    }
    return false;
  }

  function mayCollide(value: object): boolean {
    if (Array.isArray(value)) return (value as unknown[]).some(item => isObject(item) && mayCollide(item));
    for (const key of Object.keys(value)) {
      const child = (value as Record<string, unknown>)[key];
      if (isSuspicious(key) || (isObject(child) && mayCollide(child))) return true;
    }
    return false;
  }

  return entity => {
    run += 1;
    if (known.size > maxKnown) {
      known = new Map();
      words = new Map();
    }
    return mayCollide(entity) ? checkSearchKeys(entity) : [];
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
