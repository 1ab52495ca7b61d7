import Stripe from "stripe";
import { env } from "@/lib/env";
import { guardedHttpClient } from "@/lib/stripe/guarded-http";

/** Stripe's client, passed to verbs as `stripe`. Only this folder looks inside. */
export type StripeClient = Stripe;

type Patience = { timeoutMs: number; maxNetworkRetries: number };

/** Two attempts in total: a user may be waiting for the response. */
const PATIENT: Patience = { timeoutMs: 8_000, maxNetworkRetries: 1 };

/**
 * Creates a client for Stripe, or for the server at `apiBase`. Network failures are retried once, idempotently. It
 * throws when it is used while a database connection is held.
 */
export function createStripeClient(
  secretKey: string,
  apiBase?: string,
  { timeoutMs, maxNetworkRetries }: Patience = PATIENT,
): StripeClient {
  const base = apiBase ? new URL(apiBase) : undefined;
  const made = new Stripe(secretKey, {
    appInfo: { name: "refill" },
    maxNetworkRetries,
    timeout: timeoutMs,
    httpClient: guardedHttpClient(),
    ...(base && {
      protocol: base.protocol === "http:" ? "http" : "https",
      host: base.hostname,
      port: base.port || (base.protocol === "http:" ? "80" : "443"),
    }),
  });
  MODES.set(made, /^(sk|rk)_live_/.test(secretKey) ? "live" : "test");
  return made;
}

export type StripeMode = "test" | "live";

const MODES = new WeakMap<StripeClient, StripeMode>();

/** The mode of the client's key (docs.stripe.com/keys#test-live-modes). */
export function modeOf(stripe: StripeClient): StripeMode {
  return MODES.get(stripe) ?? "test";
}

// One for each bundle, not one for the process as with `oncePerProcess`: each bundle has its own copy of Stripe's error
// classes, and a client of another bundle would throw errors that `instanceof` does not know. MODES is a bundle's too.
let client: StripeClient | undefined;

/** This bundle's client, from STRIPE_SECRET_KEY and STRIPE_API_BASE. */
export function stripeClient(): StripeClient {
  client ??= createStripeClient(env().STRIPE_SECRET_KEY, env().STRIPE_API_BASE);
  return client;
}
