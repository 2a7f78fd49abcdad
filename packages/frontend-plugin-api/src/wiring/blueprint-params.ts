/** Params that a definer checked, on their way to a blueprint. */
export interface BlueprintParams<Params extends object = object> {
  readonly $$type: '@backstage/BlueprintParams';
  /** Carries the type of the params; there is no value. */
  readonly T: Params;
}

/**
 * A function that types the params of a blueprint, where plain types do not
 * suffice: `defineParams: <Api>(params: ApiFactory<Api>) => createExtensionBlueprintParams(params)`.
 */
export type DefineParams<Params extends object = object> = (
  // Definers are generic functions, whose input cannot be named here.
  // oxlint-disable-next-line typescript/no-explicit-any
  params: any,
) => BlueprintParams<Params>;

/** How params are given: as an object, or through `define => define({ … })`. */
export type ParamsInput<Params> = Params extends DefineParams
  ? (define: Params) => BlueprintParams
  : Params | ((define: (params: Params) => BlueprintParams) => BlueprintParams);

/** How params are overridden: some of them, or all through the definer. */
export type PartialParamsInput<Params> = Params extends DefineParams
  ? (define: Params) => BlueprintParams
  : Partial<Params> | ((define: (params: Partial<Params>) => BlueprintParams) => BlueprintParams);

/** Hands params from a definer to its blueprint. */
export function createExtensionBlueprintParams<Params extends object>(
  params: Params,
): BlueprintParams<Params> {
  const carrier = { $$type: '@backstage/BlueprintParams', version: 'v1', T: null, params };
  // T exists in the type only.
  return carrier as unknown as BlueprintParams<Params>;
}

/** The params to run a blueprint of `kind` with: what it was made with, then what overrides them. */
export function resolveParams(
  given: unknown,
  overrides: unknown,
  blueprint: { kind: string; defineParams?: DefineParams | undefined },
): object {
  const { kind, defineParams } = blueprint;
  if (defineParams) {
    const input = overrides ?? given;
    if (typeof input === 'function') return callDefiner(input, defineParams, kind);
    throw new TypeError(
      `The params of a '${kind}' extension are a plain object. Write them as params: define => define({ … })`,
    );
  }
  const read = (input: unknown): object =>
    typeof input === 'function'
      ? callDefiner(input, createExtensionBlueprintParams, kind)
      : Object(input ?? {});
  return { ...read(given), ...read(overrides) };
}

// The callback comes from the author of the extension; what it returns is checked.
// oxlint-disable-next-line typescript/no-unsafe-function-type
function callDefiner(callback: Function, define: DefineParams, kind: string): object {
  const result: unknown = callback(define);
  if (
    typeof result === 'object' &&
    result !== null &&
    'params' in result &&
    Object(result.params) === result.params
  )
    return result.params as object;
  throw new TypeError(
    `The params callback of a '${kind}' extension did not return what its argument returned. Write define => define({ … })`,
  );
}
