import Stripe from "stripe";
import type { Sql } from "@/lib/db";
import { type Env, env } from "@/lib/env";
import { guardedHttpClient } from "@/lib/stripe/guarded-http";
import { type Caller, createRequestBudget, type RequestBudget } from "@/lib/stripe/request-budget";

/** Stripe's client, passed to verbs as `stripe`. Only this folder looks inside. */
export type StripeClient = Stripe;

type Manner = {
  /** Two attempts of eight seconds unless these say otherwise: a user may be waiting for the response. */
  timeoutMs?: number;
  maxNetworkRetries?: number;
  /** What all requests, of all processes, have to keep to. */
  budget?: RequestBudget | undefined;
};

/**
 * Creates a client for Stripe, or for the server at `apiBase`. Network failures are retried once, idempotently. It
 * throws when it is used while a database connection is held.
 */
export function createStripeClient(
  secretKey: string,
  apiBase?: string,
  { timeoutMs = 8_000, maxNetworkRetries = 1, budget }: Manner = {},
): StripeClient {
  const base = apiBase ? new URL(apiBase) : undefined;
  const made = new Stripe(secretKey, {
    appInfo: { name: "refill" },
    maxNetworkRetries,
    timeout: timeoutMs,
    httpClient: guardedHttpClient(budget),
    ...(base && {
      protocol: base.protocol === "http:" ? "http" : "https",
      host: base.hostname,
      port: base.port || (base.protocol === "http:" ? "80" : "443"),
    }),
  });
  MODES.set(made, modeOfKey(secretKey));
  return made;
}

export type StripeMode = "test" | "live";

const MODES = new WeakMap<StripeClient, StripeMode>();

/** The mode of the client's key (docs.stripe.com/keys#test-live-modes). */
export function modeOf(stripe: StripeClient): StripeMode {
  return MODES.get(stripe) ?? "test";
}

/** The mode of a secret or restricted key. */
export function modeOfKey(secretKey: string): StripeMode {
  return /^(sk|rk)_live_/.test(secretKey) ? "live" : "test";
}

// Kept for each bundle, not for the process as with `oncePerProcess`: each bundle has its own copy of Stripe's error
// classes, and a client of another bundle would throw errors that `instanceof` does not know. MODES is a bundle's too.
const clients = new Map<Caller, StripeClient>();

/** This bundle's client for such a caller, from STRIPE_SECRET_KEY, STRIPE_API_BASE and STRIPE_REQUESTS_PER_SECOND. */
export function stripeClient(caller: Caller, sql: Sql): StripeClient {
  const known = clients.get(caller);
  if (known) return known;
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE } = env();
  const perSecond = requestsPerSecond(env());
  const budget = perSecond === null ? undefined : createRequestBudget({ sql, caller, perSecond });
  const made = createStripeClient(STRIPE_SECRET_KEY, STRIPE_API_BASE, { budget });
  clients.set(caller, made);
  return made;
}

type LimitSettings = Pick<Env, "STRIPE_SECRET_KEY" | "STRIPE_API_BASE" | "STRIPE_REQUESTS_PER_SECOND">;

/** Stripe's own limit for the key's mode (docs.stripe.com/rate-limits), unless it is set; null for another server. */
export function requestsPerSecond(settings: LimitSettings): number | null {
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE, STRIPE_REQUESTS_PER_SECOND } = settings;
  if (STRIPE_REQUESTS_PER_SECOND !== undefined) return STRIPE_REQUESTS_PER_SECOND;
  if (STRIPE_API_BASE) return null;
  return modeOfKey(STRIPE_SECRET_KEY) === "live" ? 100 : 25;
}
