import { afterAll } from "vitest";
import { createStripeClient, type StripeClient } from "@/lib/stripe/client";
import { type LocalStripe, startLocalStripe } from "../stripe/start";

export type TestStripe = LocalStripe & { stripe: StripeClient };

/** A local Stripe of its own for a test file, in memory, and a client that reaches it. Closed when the file is done. */
export async function testStripe(webhook?: { url: string; secret: string }): Promise<TestStripe> {
  const local = await startLocalStripe({ port: 0, dataDir: null, webhook });
  process.env.STRIPE_API_BASE = local.url;
  afterAll(() => local.close());
  return { ...local, stripe: createStripeClient("sk_test_local", local.url) };
}
