/** The parameters of a route: texts by name, or `undefined` when it has none. */
export type AnyRouteRefParams = Record<string, string> | undefined;

/** Builds the path of a route from its parameters. */
export type RouteFunc<Params extends AnyRouteRefParams> = (
  ...args: Params extends undefined ? readonly [] : readonly [params: Params]
) => string;

/** The parameters with the given names. */
export type ParamsOf<Name extends string> = [Name] extends [never] ? undefined : { [Key in Name]: string };

/** The names of the parameters in a path: `'/:kind/:name'` has `'kind' | 'name'`. */
export type ParamNames<Path extends string> = Path extends `${infer Part}/${infer Rest}`
  ? ParamName<Part> | ParamNames<Rest>
  : ParamName<Path>;

type ParamName<Part extends string> = Part extends `:${infer Name}` ? Name : never;

/** The file and line that called, for refs that have no id yet. */
export function callSite(depth: number): string {
  const line = new Error('call site').stack?.split('\n')[depth + 1]?.trim();
  return line?.match(/\((.*)\)$/)?.[1] ?? line?.replace(/^at |^.*@/, '') ?? 'an unknown place';
}
