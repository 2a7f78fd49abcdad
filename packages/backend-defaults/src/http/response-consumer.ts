/** Takes a response, piece by piece: undici's handler of dispatched requests. */
export interface ResponseConsumer {
  onConnect(abort: (reason?: Error) => void): void;
  onResponseStarted?(): void;
  /** Gives `false` when it wants no data until it calls `resume`. */
  onHeaders(status: number, headers: Buffer[], resume: () => void, statusText: string): boolean | void;
  /** Gives `false` when it wants no more data for now. */
  onData(chunk: Buffer): boolean | void;
  onComplete(trailers: Buffer[]): void;
  onError(error: Error): void;
}
