import { type LocalStripe, type LocalStripeOptions, startLocalStripe } from "@refill/local-stripe";
import { afterAll } from "vitest";
import { createStripeClient, type StripeClient } from "@/lib/stripe/client";

/** A fault of the `next` requests or of a `share` of all: see the faults in packages/local-stripe/README.md. */
export type Fault = {
  kind: string;
  status?: number;
  /** The error of a refusal, as Stripe's error object. */
  error?: { type: string; message: string; code?: string; param?: string; decline_code?: string };
  /** The number of matching requests that succeed first. */
  skip?: number;
  delayMs?: number;
  next?: number;
  share?: number;
  method?: string;
  path?: string;
};

export type TestStripe = LocalStripe & {
  stripe: StripeClient;
  /** Sets the faults, replacing earlier ones; without any, nothing fails. */
  fail: (...rules: Fault[]) => Promise<void>;
  /** How many more times the first fault will occur; null if unlimited. */
  failuresLeft: () => Promise<number | null>;
};

/** A separate local Stripe for a test file, in memory, and a client for it. Closed after the file. */
export async function testStripe(options: Pick<LocalStripeOptions, "webhook" | "startsAt"> = {}): Promise<TestStripe> {
  const local = await startLocalStripe({ port: 0, dataDir: null, ...options });
  process.env.STRIPE_API_BASE = local.url;
  afterAll(() => local.close());
  return { ...local, stripe: createStripeClient("sk_test_local", local.url), fail, failuresLeft };

  async function fail(...rules: Fault[]): Promise<void> {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${local.url}/_local/fail`, {
      method: "POST",
      headers,
      body: JSON.stringify({ rules }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  async function failuresLeft(): Promise<number | null> {
    const { rules }: { rules: { remaining: number | null }[] } = await (await fetch(`${local.url}/_local/fail`)).json();
    return rules[0]?.remaining ?? null;
  }
}
