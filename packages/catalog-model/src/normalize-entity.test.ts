import { describe, expect, it } from 'vitest';
import { component, model } from './testing/subject.ts';

describe('normalize', () => {
  it('fills in the namespace and sorts the lists of refs, in a copy', () => {
    const entity = component({ dependsOn: ['component:b', 'component:A', 'component:a'], tags: ['b', 'a'] });
    const normalized = model.normalize(entity);
    expect(normalized.metadata.namespace).toBe('default');
    expect(normalized.spec).toMatchObject({
      dependsOn: ['component:A', 'component:a', 'component:b'],
      tags: ['b', 'a'],
    });
    expect(entity.metadata.namespace).toBeUndefined();
    expect(entity.spec?.['dependsOn']).toEqual(['component:b', 'component:A', 'component:a']);
    expect(model.normalize(normalized)).toBe(normalized);
  });

  it('is what validate answers with', () => {
    const result = model.validate(component());
    expect(result.valid && result.entity.metadata.namespace).toBe('default');
  });
});
