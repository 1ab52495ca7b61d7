import { TimeoutError } from "./errors.js";

export type Send = (request: Request) => Promise<Response>;

export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

const MAX_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 200;
// If the wait is longer than this, the caller gets the response instead of waiting.
const LONGEST_PAUSE_MS = 10_000;

/** Ends each attempt after a time with TimeoutError. An answer that has begun, such as a stream, may take longer. */
export function withTimeout(send: Send, timeoutMs: number): Send {
  return async (request) => {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new TimeoutError(timeoutMs)), timeoutMs);
    const signal = AbortSignal.any([request.signal, late.signal]);
    try {
      signal.throwIfAborted();
      return await Promise.race([send(new Request(request, { signal })), rejectedBy(signal)]);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Rejects when the signal fires, for a fetch that does not. */
function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

/**
 * Sends a retryable request up to three times: after a network error, a time-out, a 503 or a 429, waiting for as long as
 * `Retry-After` says. Returns the result of the last attempt.
 */
export async function sendRepeatedly(request: Request, send: Send, wait: Wait = pause): Promise<Response> {
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
    const outcome = await attemptOnce(request.clone(), send);
    const delayMs = outcome.ok ? delayAfter(outcome.response, attempt) : backOff(attempt);
    if (delayMs === null) {
      if (outcome.ok) return outcome.response;
      throw outcome.error;
    }
    if (outcome.ok) await outcome.response.body?.cancel();
    await wait(delayMs, request.signal);
  }
  return send(request);
}

type Outcome = { ok: true; response: Response } | { ok: false; error: unknown };

/** One attempt. A network error or a time-out is a result; an abort is thrown. */
async function attemptOnce(request: Request, send: Send): Promise<Outcome> {
  try {
    return { ok: true, response: await send(request) };
  } catch (error) {
    if (request.signal.aborted || !(error instanceof TypeError || error instanceof TimeoutError)) throw error;
    return { ok: false, error };
  }
}

/** How long to wait before the next attempt; null if this response is final. */
function delayAfter(response: Response, attempt: number): number | null {
  if (response.status !== 503 && response.status !== 429) return null;
  const told = response.headers.get("retry-after");
  if (told === null || !/^\d+$/.test(told)) return backOff(attempt);
  const delayMs = Number(told) * 1000;
  return delayMs <= LONGEST_PAUSE_MS ? delayMs : null;
}

// Random, so that clients that failed together do not retry together.
function backOff(attempt: number): number {
  return FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
