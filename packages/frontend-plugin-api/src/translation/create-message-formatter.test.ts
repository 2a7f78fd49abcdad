import { createElement, type ReactElement } from 'react';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageFormatter, type MessageTable } from './create-message-formatter.ts';

const formatter = (messages: MessageTable, language = 'en', fallback: MessageTable = {}) =>
  createMessageFormatter([
    { messages, language },
    { messages: fallback, language: 'en' },
  ]);

describe('createMessageFormatter', () => {
  it('puts values in', () => {
    const t = formatter({ hello: 'Hello {{ name }}, {{user.name}}!', other: '{{count}}' });
    expect(t('hello', { name: 'you', user: { name: 'me' } })).toBe('Hello you, me!');
    expect(t('hello', { replace: { name: 'you' } })).toBe('Hello you, !');
    expect(t('other', { replace: { count: 'many' } })).toBe('many');
  });

  it('chooses plural forms by the rules of the language', () => {
    const english = formatter({
      items_one: '{{count}} item',
      items_other: '{{count}} items',
      items_zero: 'none',
    });
    expect([0, 1, 2].map(count => english('items', { count }))).toEqual(['none', '1 item', '2 items']);
    const polish = formatter({ items_one: 'plik', items_few: 'pliki', items_many: 'plików' }, 'pl');
    expect([1, 3, 5].map(count => polish('items', { count }))).toEqual(['plik', 'pliki', 'plików']);
  });

  it('falls back to the next table in its own language, then to the key', () => {
    const t = formatter({ a: null }, 'de', { a: 'A', b: '{{n, number}}' });
    expect(t('a')).toBe('A');
    expect(t('b', { n: 1234.5 })).toBe('1,234.5');
    expect(t('missing.key')).toBe('missing.key');
    expect(t('__proto__')).toBe('__proto__');
    expect(t('constructor')).toBe('constructor');
  });

  it('formats numbers, money, dates, spans and lists', () => {
    const t = formatter(
      {
        number: '{{v, number(minimumFractionDigits: 2)}}',
        money: '{{v, currency(EUR)}}',
        date: '{{v, datetime}}',
        span: '{{v, relativetime(hour)}}',
        list: '{{v, list}}',
        odd: '{{v, currency(NOT A CURRENCY)}}',
      },
      'de',
    );
    expect(t('number', { v: 1234.5 })).toBe('1.234,50');
    expect(t('money', { v: 2 })).toBe('2,00\u00a0€');
    const formatParams = { v: { timeZone: 'UTC', dateStyle: 'short' } };
    expect(t('date', { v: new Date(0), formatParams })).toBe('01.01.70');
    expect(t('span', { v: -3 })).toBe('vor 3 Stunden');
    expect(t('list', { v: ['a', 'b', 'c'] })).toBe('a, b und c');
    expect(t('odd', { v: 2 })).toBe('2');
  });

  it('nests messages, and survives circles', () => {
    const t = formatter({
      name: 'Portico',
      title: '$t(name) has $t(things, {"count": 2})',
      things_other: '{{count}} things',
      circle: '$t(circle)',
    });
    expect(t('title')).toBe('Portico has 2 things');
    expect(t('circle')).toBe('circle');
  });

  it('gives an element when a value is one', () => {
    const t = formatter({ link: 'See {{where}}.' });
    const result = t('link', { where: createElement('a', { href: '/x' }, 'here') }) as ReactElement<{
      children: unknown[];
    }>;
    expect(result.props.children).toMatchObject(['See ', { props: { children: { type: 'a' } } }, '.']);
  });

  it('never fails, and never runs what a message or value says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.anything(), (message, key, value) => {
        const t = formatter({ message, [key]: '{{a}} $t(message) {{b, list}}' });
        expect(typeof t(key, { a: '{{b}}', b: String(JSON.stringify(value)) })).toBe('string');
      }),
    );
  });
});
