import { expect, it } from 'vitest';
import { isFaultOfData } from './is-fault-of-data.ts';

const failure = (fields: object): Error => Object.assign(new Error('failed'), fields);

it.each([
  ['a constraint of SQLite', { code: 'SQLITE_CONSTRAINT_UNIQUE' }],
  ['the same in a thread', { code: 'ERR_SQLITE_ERROR', errcode: 2067 }],
  ['a byte that PostgreSQL does not take', { code: '22021' }],
  ['a constraint of PostgreSQL', { code: '23505' }],
])('%s is the fault of the data', (_name, fields) => {
  expect(isFaultOfData(failure(fields))).toBe(true);
});

it.each([
  ['a full disk', { code: 'SQLITE_FULL' }],
  ['the same in a thread', { code: 'ERR_SQLITE_ERROR', errcode: 13 }],
  ['a server that stops', { code: '57P01' }],
  ['a lost connection', { code: 'ECONNRESET' }],
  ['what has no code', {}],
])('%s is not', (_name, fields) => {
  expect(isFaultOfData(failure(fields))).toBe(false);
});
