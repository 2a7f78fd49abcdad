import { describe, expect, it } from 'vitest';
import { toCsv, toJson } from './export-entities.ts';

const entity = (name: string, description: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, description, tags: ['a', 'b'] },
  spec: { type: 'service', owner: 'shop' },
});

describe('the export as CSV', () => {
  it('has a line for each entity, with quotes where they are needed', () => {
    const lines = toCsv([entity('pay', 'Takes "money", all of it\nalways')]).split('\r\n');
    expect(lines).toEqual([
      'ref,kind,namespace,name,title,description,type,lifecycle,owner,system,tags',
      'component:default/pay,Component,default,pay,,"Takes ""money"", all of it\nalways",service,,shop,,a b',
    ]);
  });

  it('has the columns that are asked for, of keys with dots as well', () => {
    const annotated = {
      ...entity('pay', 'x'),
      metadata: { name: 'pay', annotations: { 'example.com/cost.center': '=7' }, labels: { a: '1' } },
    };
    const columns = [
      { entityFilterKey: 'metadata.annotations.example.com/cost.center', title: 'Cost' },
      { entityFilterKey: 'metadata.labels' },
      { entityFilterKey: 'spec.none' },
      { entityFilterKey: '__proto__.toString' },
    ];
    expect(toCsv([annotated], columns).split('\r\n')).toEqual([
      'Cost,metadata.labels,spec.none,__proto__.toString',
      `'=7,"{""a"":""1""}",,`,
    ]);
    expect(JSON.parse(toJson([annotated], columns))).toEqual([{ Cost: '=7', 'metadata.labels': { a: '1' } }]);
    expect(JSON.parse(toJson([annotated]))).toEqual([annotated]);
  });

  it('has nothing that a spreadsheet would calculate', () => {
    for (const formula of ['=HYPERLINK("https://example.com")', '+1', '-1', '@SUM(A1)', '\t=1'])
      expect(toCsv([entity('x', formula)])).toMatch(/,"?'[=+\-@\t]/);
  });
});
