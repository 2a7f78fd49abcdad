import { describe, expect, it } from 'vitest';
import { createYamlReader, type YamlReader } from './yaml-reader.ts';

// Takes the parser a time that grows with the square of its length.
const slow = Array.from({ length: 20_000 }, (_, n) => `k${n}: &a${n} x\nl${n}: *a${n}`).join('\n');
const fat = `a:\n${'- x\n'.repeat(1_000_000)}`;

const reader = (limits: Parameters<typeof createYamlReader>[0] = {}): YamlReader & AsyncDisposable => {
  const yaml = createYamlReader(limits);
  return { ...yaml, [Symbol.asyncDispose]: () => yaml.stop() };
};

describe('a YAML reader', () => {
  it.each([0, 1_000_000])(
    'reads documents with the places of their texts, inline up to %i',
    async maxInline => {
      await using yaml = reader({ maxInline });
      const text = '# first\na: 1\n---\n---\n- x\n---\nb: "\n';
      const documents = await yaml.readEntities(text, 'file:/a.yaml');
      expect(documents).toEqual([
        { entity: { a: 1 }, problems: [], line: 2, offset: 0, length: 13 },
        {
          problems: [expect.objectContaining({ line: 5, source: 'file:/a.yaml' })],
          line: 5,
          offset: 16,
          length: 9,
        },
        { problems: [expect.objectContaining({ line: 7 })], line: 7, offset: 25, length: 9 },
      ]);
      expect(await yaml.readValue('{a: [1, 2]}')).toEqual({ a: [1, 2] });
      await expect(yaml.readValue('a: 1\n---\nb: 2')).rejects.toThrow(
        'Expected to find exactly one document',
      );
      await expect(yaml.readValue('a: [')).rejects.toThrow('Found an error in the data');
    },
  );

  it('keeps its own thread free when many short texts come at once', async () => {
    await using yaml = reader({ maxInline: 1000 });
    let threads = 0;
    const onThread = (): number => (threads += 1);
    process.on('worker', onThread);
    expect(await yaml.readValue(`a: ${'x'.repeat(500)}`)).toHaveProperty('a');
    expect(threads).toBe(0);
    const texts = Array.from({ length: 20 }, (_, n) => `a: ${n} # ${'x'.repeat(500)}`);
    const values = await Promise.all(texts.map(text => yaml.readValue(text)));
    process.off('worker', onThread);
    expect(values).toEqual(texts.map((_, a) => ({ a })));
    expect(threads).toBe(1);
  });

  it('gives up on a text that takes too long, and reads the next', async () => {
    await using yaml = reader({ timeout: 400 });
    const first = yaml.readEntities(slow, 'file:/slow.yaml');
    const second = yaml.readEntities(`a: ${'x'.repeat(30_000)}`, 'file:/good.yaml');
    await expect(first).rejects.toMatchObject({
      name: 'InputError',
      message: 'The YAML takes longer than 0.4 seconds to read. Split it, or simplify it',
    });
    expect(await second.catch(String)).toMatchObject([{ problems: [] }]);
  });

  it('gives up on a text that takes too much memory, and lives on', async () => {
    await using yaml = reader({ maxMegabytes: 60 });
    await expect(yaml.readEntities(fat, 'file:/fat.yaml')).rejects.toThrow(
      'The YAML takes more than 60 MB of memory to read',
    );
    expect(await yaml.readValue(`{a: ${'x'.repeat(30_000)}}`)).toHaveProperty('a');
  });
});
