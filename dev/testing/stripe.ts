import { type LocalStripe, startLocalStripe } from "@refill/local-stripe";
import { afterAll } from "vitest";
import { createStripeClient, type StripeClient } from "@/lib/stripe/client";

/** What goes wrong, for the `next` requests or a `share` of all: see the faults in packages/local-stripe/README.md. */
export type Fault = {
  kind: string;
  status?: number;
  /** What a refusal says, as Stripe's error object. */
  error?: { type: string; message: string; code?: string; param?: string; decline_code?: string };
  /** Matching requests that are let through first. */
  skip?: number;
  delayMs?: number;
  next?: number;
  share?: number;
  method?: string;
  path?: string;
};

export type TestStripe = LocalStripe & {
  stripe: StripeClient;
  /** Goes wrong as told from now on, in place of what it was told before; without any, nothing does. */
  fail: (...rules: Fault[]) => Promise<void>;
  /** How many times more what was told first will go wrong; null without end. */
  failuresLeft: () => Promise<number | null>;
};

/** A local Stripe of its own for a test file, in memory, and a client that reaches it. Closed when the file is done. */
export async function testStripe(webhook?: { url: string; secret: string }): Promise<TestStripe> {
  const local = await startLocalStripe({ port: 0, dataDir: null, webhook });
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
