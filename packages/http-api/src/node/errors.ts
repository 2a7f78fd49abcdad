/** One thing that is wrong with a request. */
export interface RequestFault {
  /** Where: `query.limit`, `body.items[0].name`, `params.uid`. */
  path: string;
  message: string;
}

/** The request does not fit the API's definition. Answered with 400, with every fault. */
export class RequestFaultsError extends Error {
  override name = 'InputError';
  readonly faults: RequestFault[];

  constructor(faults: RequestFault[]) {
    super(`Malformed request: ${faults.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
    this.faults = faults;
  }
}

/** The body is longer than the endpoint takes. Answered with 413. */
export class PayloadTooLargeError extends Error {
  override name = 'PayloadTooLargeError';
  readonly statusCode = 413;

  constructor(limit: number) {
    super(`The body is longer than ${limit} bytes; send less at a time`);
  }
}

/** The body is of a type or an encoding that is not understood. Answered with 415. */
export class UnsupportedMediaTypeError extends Error {
  override name = 'UnsupportedMediaTypeError';
  readonly statusCode = 415;

  constructor(what: string, value: string, instead: string) {
    super(`The ${what} '${value}' of the body is not understood; send it as ${instead}`);
  }
}
