import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { isDatabaseConflictError } from './database-conflict.ts';

it('knows the refusal of a second row with the same key', () => {
  using database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, age INT NOT NULL DEFAULT 1)');
  database.exec("INSERT INTO t (id, name) VALUES (1, 'a')");
  const failure = (sql: string): unknown => {
    try {
      database.exec(sql);
    } catch (error) {
      return error;
    }
    return undefined;
  };
  expect(isDatabaseConflictError(failure("INSERT INTO t (id, name) VALUES (2, 'a')"))).toBe(true);
  expect(isDatabaseConflictError(failure("INSERT INTO t (id, name) VALUES (1, 'b')"))).toBe(true);
  expect(isDatabaseConflictError(failure('INSERT INTO t (age) VALUES (NULL)'))).toBe(false);
});

it('knows PostgreSQL and MySQL by their codes, the causes too, and nothing else', () => {
  const coded = (code: string | number) => Object.assign(new Error('x'), { code });
  expect(isDatabaseConflictError(coded('23505'))).toBe(true);
  expect(isDatabaseConflictError(coded('ER_DUP_ENTRY'))).toBe(true);
  expect(isDatabaseConflictError(coded('SQLITE_CONSTRAINT_UNIQUE'))).toBe(true);
  expect(isDatabaseConflictError(coded('23503'))).toBe(false);
  expect(isDatabaseConflictError(new Error('x', { cause: coded('23505') }))).toBe(true);
  expect(isDatabaseConflictError('UNIQUE constraint failed')).toBe(false);
  const circular = new Error('x');
  circular.cause = circular;
  expect(isDatabaseConflictError(circular)).toBe(false);
});
