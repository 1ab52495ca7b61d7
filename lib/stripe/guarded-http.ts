import Stripe from "stripe";
import { isConnectionHeld } from "@/lib/held-connection";
import { log } from "@/lib/log";
import { measured } from "@/lib/stripe/measured-http";
import { observedHttpClient } from "@/lib/stripe/observed-http";
import type { RequestBudget } from "@/lib/stripe/request-budget";

/**
 * Stripe was called while a transaction was open or a pooled connection was held. A slow Stripe would then block
 * everyone (docs/decisions). Always a bug, and never sent.
 */
export class AskedWhileHoldingError extends Error {
  constructor(method: string, path: string) {
    super(`${method} ${path}: Stripe must not be asked while a database connection is held.`);
  }
}

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>;

/**
 * A Node HTTP client for Stripe that refuses to send anything while a database connection is held, and waits until the
 * budget, if there is one, allows the request.
 */
export function guardedHttpClient(budget?: RequestBudget): HttpClient {
  const client = measured(observedHttpClient(), budget);
  const send = client.makeRequest.bind(client);
  client.makeRequest = async (host, port, path, method, ...rest) => {
    if (isConnectionHeld()) {
      const error = new AskedWhileHoldingError(method, path);
      log.error({ err: error }, "Stripe was asked while a database connection was held");
      throw error;
    }
    return send(host, port, path, method, ...rest);
  };
  return client;
}

/** Stripe's library wraps connection errors in its own. */
export function wasAskedWhileHolding(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeConnectionError &&
    (error as { detail?: unknown }).detail instanceof AskedWhileHoldingError
  );
}
