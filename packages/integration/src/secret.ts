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
