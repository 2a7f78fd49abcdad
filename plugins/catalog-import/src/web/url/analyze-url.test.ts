import { describe, expect, it } from 'vitest';
import type { CatalogApi } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { createConfigReader } from '@portico/config';
import { ResponseError } from '@portico/errors';
import { createScmIntegrations } from '@portico/integration';
import { analyzeUrl } from './analyze-url.ts';

const entity = (name: string, kind = 'Component'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name },
});

/** A catalog that has these files and knows these repositories. */
function analyze(
  url: string,
  {
    files = {},
    known = [],
    fault = 'Unable to read url, NotFoundError: it',
  }: {
    files?: Record<string, Entity[]>;
    known?: Awaited<ReturnType<CatalogApi['analyzeLocation']>>['existingEntityFiles'];
    fault?: string;
  },
) {
  return analyzeUrl(url, {
    filename: 'catalog-info.yaml',
    integrations: createScmIntegrations(createConfigReader([])),
    catalog: {
      analyzeLocation: async () => ({
        existingEntityFiles: known,
        generateEntities: [{ entity: entity('suggested'), fields: [] }],
      }),
      async addLocation({ target }) {
        const entities = files[target];
        if (entities) {
          return {
            location: { id: 'x', type: 'url', target, entityRef: 'location:default/generated-1' },
            entities: [entity('generated-1', 'Location'), ...entities],
            exists: false,
          };
        }
        const body = { error: { name: 'InputError', message: fault }, response: { statusCode: 400 } };
        throw await ResponseError.fromResponse(Response.json(body, { status: 400 }));
      },
    },
  });
}

describe('analyzeUrl', () => {
  const file = 'https://github.com/acme/web/blob/main/catalog-info.yaml';

  it('reads files, by their name or where the host is not known', async () => {
    const path = 'https://dev.azure.com/a/b/_git/c?path=/catalog-info.yaml';
    for (const url of [file, 'https://elsewhere.example/catalog', path]) {
      expect(await analyze(url, { files: { [url]: [entity('web')] } })).toMatchObject({
        type: 'locations',
        locations: [
          {
            target: url,
            exists: false,
            entities: [{ kind: 'Component', namespace: 'default', name: 'web' }],
          },
        ],
      });
    }
  });

  it('finds the files of a repository, as its host tells or where they usually are', async () => {
    const known = [
      { location: { type: 'url', target: file }, isRegistered: true, entity: entity('one') },
      { location: { type: 'url', target: file }, isRegistered: true, entity: entity('two') },
    ];
    expect(await analyze('https://github.com/acme/web', { known })).toMatchObject({
      locations: [{ target: file, exists: true, entities: [{ name: 'one' }, { name: 'two' }] }],
    });
    const usual = 'https://github.com/acme/web/blob/HEAD/catalog-info.yaml';
    expect(
      await analyze('https://github.com/acme/web', { files: { [usual]: [entity('web')] } }),
    ).toMatchObject({
      locations: [{ target: usual }],
    });
  });

  it('suggests what could be declared where nothing is, and hides no other fault', async () => {
    const url = 'https://github.com/acme/web';
    expect(await analyze(url, {})).toEqual({
      type: 'repository',
      url,
      integrationType: 'github',
      generatedEntities: [entity('suggested')],
    });
    await expect(analyze(url, { fault: 'YAML error' })).rejects.toThrow();
  });
});
