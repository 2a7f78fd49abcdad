import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createCatalogModel, formatProblem } from '@portico/catalog-model';
import { validateEntityYaml } from '@portico/catalog-model/yaml';
import { describe, expect, it } from 'vitest';

const folder = resolve(import.meta.dirname, '../../examples');
const model = createCatalogModel();

/** Every document of the files that the catalog reads, which skeletons of templates are not. */
const documents = globSync('{*,org/*}.yaml', { cwd: folder }).flatMap(path => {
  const hasFile = (target: string): boolean => existsSync(resolve(folder, dirname(path), target));
  return validateEntityYaml(readFileSync(resolve(folder, path), 'utf8'), model, { source: path, hasFile });
});
const entities = documents.flatMap(({ entity }) => (entity ? [entity] : []));

describe('the example organisation', () => {
  it('has entities of every kind, without a fault or a warning', () => {
    expect(documents.flatMap(({ problems }) => problems).map(formatProblem)).toEqual([]);
    const kinds = new Set(entities.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([
      'API',
      'Component',
      'Domain',
      'Group',
      'Location',
      'Resource',
      'System',
      'Template',
      'User',
    ]);
    expect(entities.length).toBeGreaterThan(60);
  });

  it('names no entity that is not there', () => {
    const refs = new Set(documents.map(({ ref }) => ref));
    const named = entities.flatMap(entity => model.relationsOf(entity));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(({ sourceRef, targetRef }) => !refs.has(sourceRef) || !refs.has(targetRef))).toEqual(
      [],
    );
  });

  it('is reached as a whole from one location', () => {
    const root = entities.find(({ kind }) => kind === 'Location');
    const targets = root?.spec?.['targets'];
    const reached = Array.isArray(targets)
      ? targets.flatMap(target => (typeof target === 'string' ? [resolve(folder, target)] : []))
      : [];
    const files = globSync('{*,org/*}.yaml', { cwd: folder }).map(path => resolve(folder, path));
    expect([...reached, resolve(folder, 'catalog-info.yaml')].toSorted()).toEqual(files.toSorted());
  });
});
