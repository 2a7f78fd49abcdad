import type { ReactElement } from 'react';
import { translated, type TranslatedText } from '@portico/frontend-plugin-api';
import { entityTranslationRef } from './entity-translation.ts';

/** A group of tabs, as `groups` in the configuration of `page:catalog/entity` has it. */
export interface TabGroupDefinition {
  title: string | TranslatedText;
  /** The key of an icon of the app, or an element. */
  icon?: string | ReactElement;
  /** Other ids that contents may name the group by. */
  aliases?: string[];
  /** By title, or as the extensions come. */
  contentOrder?: 'title' | 'natural';
}

/** The groups by id, in their order. */
export type TabGroupDefinitions = Readonly<Record<string, TabGroupDefinition>>;

/** What a tab leads to. */
export interface TabContent {
  /** Relative to the page; `/` for the first. */
  path: string;
  title: string;
  /** The id of a group, or an alias of one. */
  group?: string | undefined;
}

/** One tab, or several below one. */
export interface TabGroup<Content extends TabContent> {
  /** The id of the group; the path of a tab that is in none. */
  id: string;
  /** The group that its contents are in, when it is defined. */
  definition?: TabGroupDefinition;
  contents: Content[];
}

/** The groups unless others are configured. */
export const defaultTabGroups: TabGroupDefinitions = {
  overview: { title: translated(entityTranslationRef, 'tab.overview') },
  documentation: { title: translated(entityTranslationRef, 'tab.documentation') },
  development: { title: translated(entityTranslationRef, 'tab.development') },
  deployment: { title: translated(entityTranslationRef, 'tab.deployment') },
  operation: { title: translated(entityTranslationRef, 'tab.operation') },
  observability: { title: translated(entityTranslationRef, 'tab.observability') },
};

/**
 * Puts contents into their groups: first the groups in the order in which they
 * are defined, then what is in none, in its own order. A group that is not
 * defined counts as none.
 */
export function groupTabs<Content extends TabContent>(
  contents: readonly Content[],
  groups: TabGroupDefinitions,
  defaultOrder: 'title' | 'natural' = 'title',
): TabGroup<Content>[] {
  const idOf = readGroupIds(groups);
  const grouped = new Map<string, Content[]>(Object.keys(groups).map(id => [id, []]));
  const single: TabGroup<Content>[] = [];
  for (const content of contents) {
    const id = content.group === undefined ? undefined : idOf.get(content.group);
    if (id === undefined) single.push({ id: content.path, contents: [content] });
    else grouped.get(id)?.push(content);
  }
  const filled = [...grouped].flatMap(([id, members]): TabGroup<Content>[] => {
    const definition = groups[id];
    if (!definition || members.length === 0) return [];
    const isSorted = (definition.contentOrder ?? defaultOrder) === 'title';
    return [{ id, definition, contents: isSorted ? members.toSorted(byTitle) : members }];
  });
  return [...filled, ...single];
}

/** The content that a path below the page leads to: the one with the longest path that it begins with. */
export function findContent<Content extends TabContent>(
  contents: readonly Content[],
  rest: string,
): Content | undefined {
  const path = toSegments(rest);
  return contents
    .filter(content => toSegments(content.path).every((segment, index) => path[index] === segment))
    .toSorted((a, b) => toSegments(b.path).length - toSegments(a.path).length)
    .find(content => path.length === 0 || toSegments(content.path).length > 0);
}

function toSegments(path: string): string[] {
  return path.split('/').filter(Boolean);
}

function readGroupIds(groups: TabGroupDefinitions): Map<string, string> {
  const aliases = Object.entries(groups).flatMap(([id, group]) =>
    (group.aliases ?? []).map((alias): [string, string] => [alias, id]),
  );
  // A group of that id counts more than the alias of another.
  return new Map([...aliases, ...Object.keys(groups).map((id): [string, string] => [id, id])]);
}

function byTitle(a: TabContent, b: TabContent): number {
  return a.title.localeCompare(b.title);
}
