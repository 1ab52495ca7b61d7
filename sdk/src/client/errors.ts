/** Every error that this package throws itself. Errors of your provider and of the network are passed on as they are. */
export class RefillError extends Error {
  override name = "RefillError";
}

/** No answer within `timeoutMs`. */
export class TimeoutError extends RefillError {
  override readonly name = "TimeoutError";

  constructor(readonly timeoutMs: number) {
    super(`Refill did not answer within ${timeoutMs} ms.`);
  }
}
