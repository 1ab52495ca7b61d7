import { lookup as resolve } from "node:dns";
import { type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isConnectionHeld } from "@/lib/held-connection";
import { hostOf, refuseUrl } from "@/lib/webhooks/endpoint-url";
import { isPublicAddress } from "@/lib/webhooks/sending/public-address";

/** A receiver answered, or the sentence says why none did. */
export type Posted = { status: number; retryAfterMs: number | null } | { status: null; error: string };

export type PostLimits = {
  /** Connects to private addresses as well: for development. */
  allowPrivate: boolean;
  /** From the look-up of the name to the end of the answer. */
  timeoutMs: number;
  /** Stands in for DNS in tests. */
  lookup?: LookupFunction;
};

type Outgoing = { url: string; headers: Record<string, string>; body: string };

/** More of an answer is not read: only its status counts. */
const MAX_ANSWER = 64 * 1024;

/**
 * Posts JSON and follows no redirect. The addresses that a name resolves to are checked where they are connected to, so that a name
 * cannot resolve to another one in between. Never throws for what a receiver does.
 */
export function post({ url, headers, body }: Outgoing, limits: PostLimits): Promise<Posted> {
  if (isConnectionHeld()) throw new Error("A webhook must not be sent while a database connection is held.");
  const refused = refuseUrl(url, limits);
  if (refused) return Promise.resolve({ status: null, error: `Not sent. The address ${lower(refused)}` });
  const target = new URL(url);
  const request = target.protocol === "https:" ? requestHttps : requestHttp;
  const options: RequestOptions = {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "Refill-Webhooks",
      accept: "*/*",
      ...headers,
    },
    // Each delivery has a connection of its own, so that none goes to an address that was checked long ago.
    agent: false,
    lookup: checkedLookup(limits),
    signal: AbortSignal.timeout(limits.timeoutMs),
  };
  return new Promise((done) => {
    let isAnswered = false;
    const sending = request(target, options, (answer) => {
      isAnswered = true;
      const status = answer.statusCode ?? 0;
      const result = { status, retryAfterMs: retryAfterOf(answer.headers["retry-after"]) };
      let read = 0;
      answer.on("data", (chunk: Buffer) => {
        read += chunk.length;
        if (read > MAX_ANSWER) answer.destroy();
      });
      // The receiver has answered, even when the rest of it does not arrive.
      answer.on("close", () => done(result));
      answer.on("error", () => done(result));
    });
    // A switch to another protocol is an answer without a body.
    sending.on("upgrade", (answer, socket) => {
      socket.destroy();
      done({ status: answer.statusCode ?? 101, retryAfterMs: null });
    });
    sending.on("error", (error) => done({ status: null, error: sentenceOf(error, limits.timeoutMs) }));
    // Whatever ended it, it is over: nothing waits for an answer that cannot come.
    sending.on("close", () => {
      if (!isAnswered) done({ status: null, error: "The request failed: the connection was closed." });
    });
    sending.end(body);
  });
}

/** Refuses a name that resolves to any private address. */
function checkedLookup({ allowPrivate, lookup = resolve as LookupFunction }: PostLimits): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = typeof found === "string" ? [{ address: found, family: isIP(found) }] : found;
      const [first] = addresses;
      if (!first) return callback(new Error("The name has no address."), []);
      if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new PrivateAddressError(), []);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
}

class PrivateAddressError extends Error {
  constructor() {
    super("Not sent. The name resolves to an address in a private network.");
  }
}

function sentenceOf(error: Error & { code?: string }, timeoutMs: number): string {
  if (error instanceof PrivateAddressError) return error.message;
  if (error.name === "AbortError" || error.name === "TimeoutError") {
    return `There was no answer within ${timeoutMs / 1000} seconds.`;
  }
  return `The request failed: ${error.code ?? error.message}.`;
}

const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** Seconds, or a date. */
function retryAfterOf(value: string | undefined): number | null {
  if (!value) return null;
  if (/^\d{1,7}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** The host that a message goes to, for the log: the path may hold a token. */
export function hostForLog(url: string): string {
  return URL.canParse(url) ? hostOf(new URL(url)) : "";
}
