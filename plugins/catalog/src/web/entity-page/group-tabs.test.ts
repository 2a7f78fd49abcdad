import { describe, expect, it } from 'vitest';
import { defaultTabGroups, findContent, groupTabs, type TabContent } from './group-tabs.ts';

const tab = (path: string, group?: string, title = path): TabContent => ({ path, title, group });
const shape = (tabs: ReturnType<typeof groupTabs>) =>
  tabs.map(({ id, contents }) => [id, ...contents.map(content => content.path)]);

describe('tabs', () => {
  it('stand in the order of the groups, then those that are in none as they came', () => {
    const tabs = groupTabs(
      [tab('/z'), tab('/ci', 'development'), tab('/', 'overview'), tab('/a', 'unknown')],
      defaultTabGroups,
    );
    expect(shape(tabs)).toEqual([
      ['overview', '/'],
      ['development', '/ci'],
      ['/z', '/z'],
      ['/a', '/a'],
    ]);
  });

  it('are sorted by title within a group unless it is said otherwise', () => {
    const contents = [tab('/b', 'g', 'Beta'), tab('/a', 'g', 'alpha')];
    const group = { title: 'G' };
    expect(shape(groupTabs(contents, { g: group }))).toEqual([['g', '/a', '/b']]);
    expect(shape(groupTabs(contents, { g: group }, 'natural'))).toEqual([['g', '/b', '/a']]);
    expect(shape(groupTabs(contents, { g: { ...group, contentOrder: 'title' } }, 'natural'))).toEqual([
      ['g', '/a', '/b'],
    ]);
  });

  it('find their group by its aliases, of which ids of groups are none', () => {
    const groups = { docs: { title: 'Docs', aliases: ['documentation', 'ops'] }, ops: { title: 'Ops' } };
    expect(shape(groupTabs([tab('/d', 'documentation'), tab('/o', 'ops')], groups))).toEqual([
      ['docs', '/d'],
      ['ops', '/o'],
    ]);
  });

  it('are found by what the address begins with', () => {
    const contents = [tab('/'), tab('/docs'), tab('docs/api')];
    expect(findContent(contents, '')?.path).toBe('/');
    expect(findContent(contents, 'docs/page/1')?.path).toBe('/docs');
    expect(findContent(contents, '/docs/api/')?.path).toBe('docs/api');
    expect(findContent(contents, 'docsx')).toBeUndefined();
    expect(findContent([tab('/docs')], '')).toBeUndefined();
  });
});
