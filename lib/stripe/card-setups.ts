import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";
import { idOf } from "@/lib/stripe/shapes";

/** The saving of a card, which its owner enters in the browser. `methodId` is null until the bank has agreed to it. */
export type CardSetup = { customerId: string | null; methodId: string | null };

/** Begins to save a card for charges that its owner need not be present for. Returns its client secret. */
export async function createCardSetup(
  stripe: StripeClient,
  { customerId, idempotencyKey }: { customerId: string; idempotencyKey: string },
): Promise<string> {
  const setup = await stripe.setupIntents.create(
    { customer: customerId, usage: "off_session", allowed_payment_method_types: ["card"] },
    { idempotencyKey },
  );
  if (!setup.client_secret) throw new Error(`Stripe's setup intent ${setup.id} has no client secret.`);
  return setup.client_secret;
}

/** Its current state in Stripe; null when it does not exist. */
export async function fetchCardSetup(stripe: StripeClient, id: string): Promise<CardSetup | null> {
  try {
    const { customer, payment_method, status } = await stripe.setupIntents.retrieve(id);
    return { customerId: idOf(customer), methodId: status === "succeeded" ? idOf(payment_method) : null };
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}
