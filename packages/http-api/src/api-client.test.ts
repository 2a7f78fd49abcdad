import { describe, expect, expectTypeOf, it } from 'vitest';
import { createApiClient } from './index.ts';
import { createNotesWorld, notesApi } from './testing/notes-api.ts';

describe('an API client', () => {
  it('calls the endpoints by name, with types from the definition', async () => {
    await using world = await createNotesWorld();
    const client = createApiClient(notesApi, { baseUrl: world.url, token: 'user' });
    const list = await client.list({ query: { filter: ['a', 'b,c'], fields: ['x'], full: false } });
    expectTypeOf(list.items[0]).toEqualTypeOf<{ id: string; text: string; tags: string[] } | undefined>();
    expect(list.query).toEqual({
      filter: ['a', 'b,c'],
      fields: ['x'],
      full: false,
      limit: 20,
      decision: 'ALLOW',
    });
    expect(await client.list()).toMatchObject({ items: [] });
    expect(await client.get({ params: { id: 'a/b?#é%' } })).toEqual({ id: 'a/b?#é%', text: 'x', tags: [] });
    expect(await client.create({ body: { text: 'new' } })).toEqual({ id: '1', text: 'new', tags: [] });
    const file = await client.file({ params: { path: 'a b/c' } });
    expectTypeOf(file).toEqualTypeOf<Response>();
    expect(await file.text()).toBe('a b/c');
    // @ts-expect-error -- the definition has no such parameter
    await expect(client.get({ params: { name: 'x' } })).rejects.toThrow("The parameter 'id' is missing");
    await expect(client.get({ params: { id: '..' } })).rejects.toThrow("The parameter 'id' cannot be '..'");
  });

  it('rejects with the error of the answer', async () => {
    await using world = await createNotesWorld();
    const client = createApiClient(notesApi, {
      baseUrl: { getBaseUrl: async () => world.url },
      token: async () => 'user',
    });
    await expect(client.get({ params: { id: 'gone' } })).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 404,
      cause: { name: 'NotFoundError', message: "No note 'gone'" },
    });
    await expect(client.list({}, { token: 'other' })).rejects.toMatchObject({ statusCode: 403 });
    await expect(client.list({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
