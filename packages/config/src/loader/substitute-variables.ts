/** A text with its variables put in. */
export interface Substitution {
  /** `undefined` when a variable is not set and has no fallback. */
  text: string | undefined;
  /** The names of all variables that the text refers to. */
  variables: string[];
  /** Those that are not set and have no fallback. */
  missing: string[];
}

/** The value of an environment variable, without blanks around it. */
export type LookUpVariable = (name: string) => string | undefined;

/**
 * Replaces `${NAME}` by a variable and `${NAME:-fallback}` by the variable or,
 * when it is empty or not set, the fallback; `$${…}` stands for a literal
 * `${…}`. Blanks around names and fallbacks do not count, and an empty
 * fallback is none.
 */
export function substituteVariables(text: string, lookUp: LookUpVariable): Substitution {
  const variables: string[] = [];
  const missing: string[] = [];
  const replaced = text.replaceAll(/\$(\$?)\{([^{}]*)\}/g, (whole: string, escape: string, inner: string) => {
    if (escape !== '') return whole.slice(1);
    const { name, fallback } = parseReference(inner);
    variables.push(name);
    const value = fallback === undefined ? lookUp(name) : lookUp(name) || fallback || undefined;
    if (value === undefined) missing.push(name);
    return value ?? '';
  });
  return { text: missing.length === 0 ? replaced : undefined, variables, missing };
}

function parseReference(inner: string): { name: string; fallback: string | undefined } {
  const separator = inner.indexOf(':-');
  if (separator === -1) return { name: inner.trim(), fallback: undefined };
  return { name: inner.slice(0, separator).trim(), fallback: inner.slice(separator + 2).trim() };
}
