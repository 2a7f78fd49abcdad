/** Masks secrets in lines of JSON. */
export interface Redaction {
  /** Adds secrets; those that were added stay. Texts of one character are too short to be any. */
  add(secrets: Iterable<string>): void;
  /** The line with `***` in place of each secret; still JSON. Costs one search when there is none in it. */
  redact(line: string): string;
  /** Any text with `***` in place of each secret. */
  redactText(text: string): string;
}

/** Makes a redaction that masks nothing yet. */
export function createRedaction(): Redaction {
  const secrets = new Set<string>();
  let inLine: RegExp | undefined;
  let inText: RegExp | undefined;

  return {
    add(more) {
      const before = secrets.size;
      for (const secret of more) if (secret.trim().length > 1) addForms(secret.trim(), secrets);
      if (secrets.size === before) return;
      inText = toPattern(secrets);
      inLine = toPattern([...secrets].flatMap(secret => [asJson(secret), asJson(asJson(secret))]));
    },
    redact(line) {
      if (!inLine || !inText || line.search(inLine) === -1) return line;
      return redactJson(line, inText);
    },
    redactText: text => (inText ? text.replace(inText, '***') : text),
  };
}

/** A secret as it is, and as it is written in a URL. */
function addForms(secret: string, to: Set<string>): void {
  to.add(secret);
  to.add(encodeURIComponent(secret.toWellFormed()));
  const nested = asJson(secret);
  if (nested !== secret) to.add(nested);
}

function asJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Longer secrets come first, so that one that contains another goes as a whole. */
function toPattern(texts: Iterable<string>): RegExp {
  const sorted = [...new Set(texts)].toSorted((a, b) => b.length - a.length);
  return new RegExp(sorted.map(text => RegExp.escape(text)).join('|'), 'g');
}

/** Goes through the values, since a secret in the text of the line may also be a number, or part of its syntax. */
function redactJson(line: string, secrets: RegExp): string {
  const mask = (text: string): string => text.replace(secrets, '***');
  const redactValue = (value: unknown): unknown => {
    if (typeof value === 'string') return mask(value);
    if (typeof value === 'number') return mask(String(value)) === String(value) ? value : mask(String(value));
    if (Array.isArray(value)) return value.map(redactValue);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [mask(key), redactValue(child)]));
  };
  return JSON.stringify(redactValue(JSON.parse(line)));
}
