import type { Config } from './config.ts';

/**
 * Text that must not be seen: printed, logged, put into a template, serialised
 * or inspected, it is `***`. Only {@link Secret.reveal} gives the text, so that
 * every place that handles it can be found.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. For the moment of use only: never keep it, or put it into a message. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [Symbol.toPrimitive](): string {
    return '***';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return 'Secret ***';
  }
}

/** A configured secret, without the blanks that creep in around it. Throws when it is missing or no text. */
export function readSecret(config: Config, key: string): Secret {
  return new Secret(config.getString(key).trim());
}

/** A configured secret, or undefined when there is none or it is blank. Throws when it is no text. */
export function readOptionalSecret(config: Config, key: string): Secret | undefined {
  const text = config.getOptionalString(key)?.trim();
  return text ? new Secret(text) : undefined;
}
