import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createConfigReader } from './config-reader.ts';
import { readOptionalSecret, readSecret } from './secret.ts';

const config = createConfigReader([
  { context: 'app-config.yaml', data: { token: ' hunter2-hunter2\n', blank: ' ', number: 7 } },
]);

describe('a secret', () => {
  it('gives its text to who asks for it, without blanks around it', () => {
    expect(readSecret(config, 'token').reveal()).toBe('hunter2-hunter2');
    expect(readOptionalSecret(config, 'token')?.reveal()).toBe('hunter2-hunter2');
  });

  it('is not seen in whatever it is put into', () => {
    const secret = readSecret(config, 'token');
    const seen = [
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }, { depth: 5, showHidden: true }),
      new Error(`refused ${String(secret)}`).message,
      Object.entries(secret).join(),
      JSON.stringify(structuredClone(secret)),
    ];
    for (const text of seen) expect(text).not.toContain('hunter2');
  });

  it('is missing, blank or no text in ways that can be told apart', () => {
    expect(readOptionalSecret(config, 'missing')).toBeUndefined();
    expect(readOptionalSecret(config, 'blank')).toBeUndefined();
    expect(() => readSecret(config, 'missing')).toThrow(/'missing'/);
    expect(() => readSecret(config, 'number')).toThrow(/number/);
  });
});
