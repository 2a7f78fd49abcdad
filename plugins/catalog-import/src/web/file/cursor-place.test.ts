import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAt } from './cursor-place.ts';

/** The place of `|` in a text. */
function at(text: string) {
  const offset = text.indexOf('|');
  return placeAt(text.slice(0, offset) + text.slice(offset + 1), offset);
}

describe('placeAt', () => {
  it.each([
    ['|', 'key', [], ''],
    ['ki|', 'key', [], 'ki'],
    ['kind: Com|', 'value', ['kind'], 'Com'],
    ['kind: Component\nmetadata:\n  na|', 'key', ['metadata'], 'na'],
    ['kind: Component\nmetadata:\n  name: x\nspec:\n  owner: |', 'value', ['spec', 'owner'], ''],
    ['spec:\n  dependsOn:\n    - a\n    - resou|', 'element', ['spec', 'dependsOn', '[]'], 'resou'],
    ['spec:\n  dependsOn:\n  - a\n  - |', 'element', ['spec', 'dependsOn', '[]'], ''],
    ['metadata:\n  links:\n    - url: x\n      ti|', 'key', ['metadata', 'links', '[]'], 'ti'],
    ['metadata:\n  links:\n    - url: |', 'value', ['metadata', 'links', '[]', 'url'], ''],
    ['metadata:\n  links:\n    - url: x\n  # why\n\n  na|', 'key', ['metadata'], 'na'],
    [
      'metadata:\n  annotations:\n    backstage.io/tech|',
      'key',
      ['metadata', 'annotations'],
      'backstage.io/tech',
    ],
    ['kind: A\nspec:\n  a: 1\n---\nki|', 'key', [], 'ki'],
  ])('of %j is a %s of %j', (text, part, path, prefix) => {
    expect(at(text)).toMatchObject({ part, path, prefix });
  });

  it('is nowhere in comments and blocks of text', () => {
    expect(at('a: 1 # wo|')?.part).not.toBe('key');
    expect(at('# ki|')).toBeUndefined();
    expect(
      at('spec:\n  definition: |\n    just words\n      more wo|'.replace(': |', ': >')),
    ).toBeUndefined();
  });

  it('knows the keys beside it, and the document that it is in', () => {
    expect(at('a: 1\n---\nmetadata:\n  name: x\n  |\n  title: y\nspec: {}\n---\nb: 1')).toMatchObject({
      siblings: ['name', 'title'],
      document: '---\nmetadata:\n  name: x\n  \n  title: y\nspec: {}',
    });
  });

  it('does not throw, whatever the text', () => {
    const pieces = ['a', ':', ' ', '\n', '- ', '#', '---\n', '  ', '"', "'", 'kind'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), fc.nat(), (parts, position) => {
        const text = parts.join('');
        const offset = position % (text.length + 1);
        const place = placeAt(text, offset);
        if (place) expect(text.slice(place.from, offset)).toBe(place.prefix);
      }),
    );
  });
});
