import { expect, it } from 'vitest';
import { getEntitySourceLocation, parseLocationRef, stringifyLocationRef } from './location-ref.ts';

it('splits at the first colon and drops blanks', () => {
  expect(parseLocationRef(' url : https://host:8080/x ')).toEqual({
    type: 'url',
    target: 'https://host:8080/x',
  });
  expect(parseLocationRef('file:../a.yaml')).toEqual({ type: 'file', target: '../a.yaml' });
});

it.each([
  ['nothing', "expected '<type>:<target>'"],
  ['url:', "expected '<type>:<target>'"],
  [':x', "expected '<type>:<target>'"],
  ['https://host', "please prefix it with 'url:', e.g. 'url:https://host'"],
  ['url:javascript:alert(1)', 'target is a script URL'],
  ['url: java\tscript:alert(1)', 'target is a script URL'],
  ['url:data:text/html,x', 'target is a script URL'],
])('refuses %j', (ref, message) => {
  expect(() => parseLocationRef(ref)).toThrow(message);
});

it('refuses to write what it would not read', () => {
  expect(stringifyLocationRef({ type: 'url', target: 'https://a' })).toBe('url:https://a');
  expect(() => stringifyLocationRef({ type: '', target: 'x' })).toThrow('empty type');
  expect(() => stringifyLocationRef({ type: 'url', target: '' })).toThrow('empty target');
  expect(() => stringifyLocationRef({ type: 'url', target: 'VBScript:x' })).toThrow('script URL');
});

it('finds the source of an entity, and falls back on where it was read from', () => {
  const entity = (annotations: Record<string, string>) => ({
    apiVersion: 'a/v1',
    kind: 'K',
    metadata: { name: 'n', annotations },
  });
  const managed = { 'backstage.io/managed-by-location': 'url:https://a/catalog-info.yaml' };
  expect(getEntitySourceLocation(entity(managed)).target).toBe('https://a/catalog-info.yaml');
  const sourced = { ...managed, 'backstage.io/source-location': 'url:https://a/' };
  expect(getEntitySourceLocation(entity(sourced)).target).toBe('https://a/');
  expect(() => getEntitySourceLocation(entity({}))).toThrow("Entity 'k:default/n' is missing location");
});
