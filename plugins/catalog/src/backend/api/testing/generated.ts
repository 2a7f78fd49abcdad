import type { Entity } from '@portico/catalog-model';
import { createRandom, generateEntity } from '../../query/testing/generated-entities.ts';

const random = createRandom(11);
/** Sixty entities of three kinds, without what processors add. */
export const generated = Array.from({ length: 60 }, (_, index) => ({
  ...generateEntity(random, index),
  kind: ['Component', 'API', 'Resource'][index % 3] as string,
})).map(({ relations: _relations, metadata, spec, kind, apiVersion }): Entity => {
  const { title: _title, tags: _tags, namespace = 'default', labels, ...rest } = metadata;
  const own = Object.entries(spec ?? {}).filter(([key]) => key !== '__proto__');
  return {
    apiVersion,
    kind,
    metadata: {
      ...rest,
      namespace: namespace.toLowerCase(),
      ...(labels && { labels: { Tier: labels['Tier'] ?? '' } }),
    },
    spec: { definition: 'x', ...Object.fromEntries(own), type: 'service' },
  };
});
