import type { Request } from 'express';
import type { z } from 'zod';
import type { Endpoint, EndpointInput } from '../endpoint.ts';
import { RequestFaultsError, type RequestFault } from './errors.ts';
import type { PathMatch } from './path-matcher.ts';
import { readJsonBody } from './read-body.ts';
import { createQueryReader } from './read-query.ts';

/** Reads and checks what a request brought, for an endpoint that it was matched with. */
export type InputReader = (req: Request, match: PathMatch<unknown>) => Promise<EndpointInput>;

/**
 * Compiles the reader for an endpoint. It rejects with all that is wrong with
 * the parameters, the query and the body at once.
 */
export function createInputReader(endpoint: Endpoint): InputReader {
  const { query: querySchema, params: paramsSchema, body: bodySchema, bodyLimit } = endpoint;
  const readQuery = querySchema && createQueryReader(querySchema);
  return async (req, match) => {
    const faults: RequestFault[] = [];
    const check = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
      const result = schema?.safeParse(value);
      if (!result) return value;
      if (result.success) return result.data;
      faults.push(...result.error.issues.map(issue => toFault(issue, where)));
      return undefined;
    };
    const params = check(paramsSchema, readParams(match, faults), 'params');
    const query = readQuery ? check(querySchema, readQuery(searchOf(req.url)), 'query') : {};
    const body = bodySchema ? check(bodySchema, await readJsonBody(req, bodyLimit), 'body') : undefined;
    if (faults.length > 0) throw new RequestFaultsError(faults);
    return { params, query, body } as EndpointInput;
  };
}

function searchOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}

function readParams({ names, values }: PathMatch<unknown>, faults: RequestFault[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const value = values[index] ?? '';
    try {
      params[name] = value.includes('%') ? decodeURIComponent(value) : value;
    } catch {
      faults.push({ path: `params.${name}`, message: `'${value}' is not percent-encoded text` });
    }
  }
  return params;
}

function toFault({ path, message }: z.core.$ZodIssue, where: string): RequestFault {
  const keys = path.map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return { path: where + keys.join(''), message };
}
