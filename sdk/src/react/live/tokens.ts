import { RefillError } from "../../client/errors.js";
import { type Send, sendRepeatedly, type Wait, withTimeout } from "../../client/retry.js";

/** The app's route answered that nobody is signed in, or gave no token for another reason. */
export class NoTokenError extends RefillError {
  override readonly name = "NoTokenError";

  constructor(readonly status: number) {
    super(status === 401 ? "Nobody is signed in." : `The app did not give a token: status ${status}.`);
  }
}

export type Tokens = {
  /** A token that is valid for another minute. Requests at the same time share one. */
  get: () => Promise<string>;
  /** Another token in place of one that was refused. */
  replace: (refused: string) => Promise<string>;
};

type TokensOptions = {
  /** The app's route, which createRefillHandler of `@refill/sdk/next` makes. */
  url: string;
  fetch: Send;
  now?: () => number;
  wait?: Wait;
};

const MARGIN_MS = 60_000;
const TIMEOUT_MS = 15_000;

/**
 * Gets tokens from the app's route, one request at a time, with a few attempts when the route cannot be reached. A token
 * is renewed when it is needed, so a page that asks for nothing renews none.
 */
export function createTokens({ url, fetch, now = Date.now, wait }: TokensOptions): Tokens {
  const send = withTimeout(fetch, TIMEOUT_MS);
  let current: { token: string; renewAt: number } | null = null;
  let pending: Promise<string> | null = null;

  async function request(): Promise<string> {
    const response = await sendRepeatedly(new Request(url, { method: "POST", credentials: "same-origin" }), send, wait);
    if (!response.ok) {
      await response.body?.cancel();
      throw new NoTokenError(response.status);
    }
    const { token, expiresAt }: { token: string; expiresAt: string } = await response.json();
    current = { token, renewAt: now() + lifetimeOf(expiresAt, response, now()) - MARGIN_MS };
    return token;
  }

  const get = async (): Promise<string> => {
    if (current && now() < current.renewAt) return current.token;
    pending ??= request().finally(() => {
      pending = null;
    });
    return pending;
  };

  return {
    get,
    replace: (refused) => {
      if (current?.token === refused) current = null;
      return get();
    },
  };
}

/** By the server's clock if it says what time it is, because the browser's may be wrong. */
function lifetimeOf(expiresAt: string, { headers }: Response, now: number): number {
  const served = Date.parse(headers.get("date") ?? "");
  return Date.parse(expiresAt) - (Number.isNaN(served) ? now : served);
}

/** Adds the token to requests. A request whose token is refused is sent once more with another. */
export function withToken(tokens: Tokens, send: Send): Send {
  return async (request) => {
    const again = request.clone();
    const token = await tokens.get();
    const response = await send(authorized(request, token));
    if (response.status !== 401) return response;
    const other = await tokens.replace(token);
    await response.body?.cancel();
    return send(authorized(again, other));
  };
}

function authorized(request: Request, token: string): Request {
  request.headers.set("authorization", `Bearer ${token}`);
  return request;
}
