import { InputError } from '@portico/errors';
import { type ApiHandlers, rawJson, type Reply } from '@portico/http-api/node';
import type { CatalogHttpApi } from '../../api.ts';
import { allOf, type Condition } from '../query/condition.ts';
import { countFacets } from '../query/count-facets.ts';
import { type Cursor, decodeCursor, encodeCursor } from '../query/cursor.ts';
import { refKey } from '../query/entity-attributes.ts';
import { parseFilterParams, toCondition } from '../query/entity-filter.ts';
import type { FacetCount } from '../query/facet-column.ts';
import { listEntities } from '../query/list-entities.ts';
import { createFieldProjection } from '../query/project-fields.ts';
import {
  type EntityPage,
  type EntityPageRequest,
  type EntityPosition,
  peekEntities,
  queryEntities,
} from '../query/query-entities.ts';
import { createAnswerTags } from './answer-tag.ts';
import type { CatalogApiContext } from './catalog-api-context.ts';
import {
  conditionOf,
  type EntityQuestion,
  orderOf,
  parseOrderFields,
  parseOrders,
} from './entity-question.ts';
import { decodeListCursor, encodeListCursor } from './list-cursor.ts';
import { serveEntities, type ServeOptions } from './serve-entities.ts';

type Handlers = Pick<
  ApiHandlers<CatalogHttpApi>,
  | 'listEntities'
  | 'queryEntities'
  | 'queryEntitiesByPredicate'
  | 'getEntityFacets'
  | 'getEntityFacetsByPredicate'
>;

/** What all ways to ask for a page have in common. */
interface PageParams {
  fields: readonly string[] | undefined;
  limit: number | undefined;
  visible: Condition;
  isTagged: boolean;
}

interface FirstPageParams extends PageParams {
  offset: number | undefined;
  totalItems: 'include' | 'exclude' | undefined;
}

const defaultLimit = 200;

/** Makes the handlers that answer with many entities, or counts of them. */
export function createEntityListHandlers(context: CatalogApiContext): Handlers {
  const { catalog, reads, sets, visibility } = context;
  const tagOf = createAnswerTags();

  const servePage = (
    request: EntityPageRequest,
    params: PageParams,
    frame: (page: EntityPage) => { cursors: object; totalItems: number },
  ): Promise<Reply> => {
    const project = createFieldProjection(params.fields);
    const toOptions = (page: EntityPage): ServeOptions => {
      const { cursors, totalItems } = frame(page);
      return {
        found: page,
        project,
        before: '{"items":[',
        after: `],"totalItems":${totalItems},"pageInfo":${JSON.stringify(cursors)}}`,
        ...(params.isTagged && { etag: tagOf(page.seq, params.visible) }),
      };
    };
    return serveEntities(reads, {
      peek() {
        const page = peekEntities(sets, request);
        return page && toOptions(page);
      },
      now: async () => toOptions(await queryEntities(sets, request)),
    });
  };

  const serveFirst = (question: EntityQuestion, params: FirstPageParams): Promise<Reply> => {
    const { visible, limit = defaultLimit, offset = 0, totalItems: mode = 'include' } = params;
    const condition = allOf([conditionOf(question), visible]);
    const request = { condition, order: orderOf(question), backwards: false, limit, offset };
    return servePage(request, params, ({ first, last, hasMore, total }) => {
      const totalItems = mode === 'include' ? total : 0;
      if (!hasMore || !first || !last) return { cursors: {}, totalItems };
      const asked = { ...question, ...(mode === 'include' && { totalItems }) };
      const rest = { isPrevious: false, firstSortFieldValues: toSortValues(first) };
      return { cursors: { nextCursor: toCursor(asked, last, rest) }, totalItems };
    });
  };

  const serveFrom = (text: string, params: PageParams): Promise<Reply> => {
    const cursor = decodeCursor(text);
    const { isPrevious: backwards, firstSortFieldValues, orderFieldValues, totalItems = 0 } = cursor;
    const { visible, limit = defaultLimit } = params;
    const condition = allOf([conditionOf(cursor), visible]);
    const from = toPosition(orderFieldValues);
    const request = { condition, order: orderOf(cursor), from, backwards, limit, offset: 0 };
    return servePage(request, params, ({ first, last, hasMore }) => {
      const isFirst = first !== undefined && String(first.id) === firstSortFieldValues?.[1];
      const hasBefore = first !== undefined && !isFirst && (!backwards || hasMore);
      const hasNext = last !== undefined && (backwards || hasMore);
      const cursors = {
        ...(hasNext && { nextCursor: toCursor(cursor, last, { isPrevious: false, firstSortFieldValues }) }),
        ...(hasBefore && { prevCursor: toCursor(cursor, first, { isPrevious: true, firstSortFieldValues }) }),
      };
      return { cursors, totalItems };
    });
  };

  const facets = async (names: readonly string[] | undefined, condition: Condition): Promise<Reply> => {
    const named = names?.filter(name => name !== '') ?? [];
    if (named.length === 0) throw new InputError('Missing facet parameter');
    const counts = await countFacets(catalog.db, sets, { facets: named, condition });
    const parts = [...counts].map(([facet, values]) => `${JSON.stringify(facet)}:${toJson(values)}`);
    return rawJson(`{"facets":{${parts.join(',')}}}`);
  };

  return {
    async listEntities({ query, decision, request }) {
      const { filter, fields, order, after } = query;
      const visible = visibility(decision);
      const paging = after === undefined ? query : { ...query, ...decodeListCursor(after) };
      const isPaged = [query.offset, query.limit, after].some(value => value !== undefined);
      const { offset = 0, limit } = paging;
      const orders = parseOrders(order);
      const condition = conditionOf({ filter: parseFilterParams(filter), orderFields: [] });
      const project = createFieldProjection(fields);
      const list = await listEntities(sets, {
        condition: allOf([condition, visible]),
        orders: isPaged && orders.length === 0 ? [{ key: refKey, direction: 'asc' }] : orders,
        offset,
        limit,
      });
      const next = list.hasMore
        ? encodeListCursor({ limit: limit ?? 0, offset: offset + list.ids.length })
        : undefined;
      const options = {
        found: list,
        project,
        before: '[',
        after: ']',
        etag: tagOf(list.seq, visible),
        ...(next !== undefined && { headers: { link: linkTo(request.url, next) } }),
      };
      return serveEntities(reads, { peek: () => undefined, now: async () => options });
    },
    queryEntities({ query, decision }) {
      const { fields, limit, offset, totalItems, cursor } = query;
      const params = { fields, limit, visible: visibility(decision), isTagged: true };
      if (cursor !== undefined) return serveFrom(cursor, params);
      const question: EntityQuestion = {
        ...withFilter(query.filter),
        ...withFullText({ term: query.fullTextFilterTerm, fields: query.fullTextFilterFields }),
        orderFields: parseOrderFields(query.orderField),
      };
      return serveFirst(question, { ...params, offset, totalItems });
    },
    queryEntitiesByPredicate({ body, decision }) {
      const { fields, limit, offset, totalItems, cursor, query, fullTextFilter, orderBy = [] } = body;
      const params = { fields, limit, visible: visibility(decision), isTagged: false };
      if (cursor !== undefined) return serveFrom(cursor, params);
      const question: EntityQuestion = {
        ...(query !== undefined && { query }),
        ...withFullText(fullTextFilter),
        orderFields: orderBy,
      };
      return serveFirst(question, { ...params, offset, totalItems });
    },
    getEntityFacets({ query, decision }) {
      const filter = parseFilterParams(query.filter);
      return facets(query.facet, allOf([...(filter ? [toCondition(filter)] : []), visibility(decision)]));
    },
    getEntityFacetsByPredicate({ body, decision }) {
      const { query, fullTextFilter } = body;
      const condition = conditionOf({
        ...(query !== undefined && { query }),
        ...withFullText(fullTextFilter),
        orderFields: [],
      });
      return facets(body.facets, allOf([condition, visibility(decision)]));
    },
  };
}

// What is counted anew is another list.
const facetTexts = new WeakMap<readonly FacetCount[], string>();

function toJson(counts: readonly FacetCount[]): string {
  const known = facetTexts.get(counts);
  if (known !== undefined) return known;
  const text = JSON.stringify(counts);
  facetTexts.set(counts, text);
  return text;
}

function withFilter(params: readonly string[] | undefined): Pick<EntityQuestion, 'filter'> {
  const filter = parseFilterParams(params);
  return filter ? { filter } : {};
}

function withFullText(
  given: { term?: string | undefined; fields?: string[] | undefined } | undefined,
): Pick<EntityQuestion, 'fullTextFilter'> {
  return given?.term === undefined ? {} : { fullTextFilter: { term: given.term, fields: given.fields } };
}

function toCursor(
  question: EntityQuestion & { totalItems?: number | undefined },
  from: EntityPosition,
  rest: Pick<Cursor, 'isPrevious' | 'firstSortFieldValues'>,
): string {
  return encodeCursor({ ...question, ...rest, orderFieldValues: toSortValues(from) });
}

function toSortValues({ value, id }: EntityPosition): [string | null, string] {
  return [value, String(id)];
}

function toPosition([value, id]: [string | null, string]): EntityPosition {
  return { value, id: Number(id) };
}

/** The next page, by its path below that of the API, as clients expect it. */
function linkTo(url: string, after: string): string {
  const next = new URL(url, 'http://localhost');
  next.searchParams.delete('offset');
  next.searchParams.set('after', after);
  return `<${next.pathname}${next.search}>; rel="next"`;
}
