import type { InBrowser } from "@/lib/stripe/in-browser";

/** How the bank's question ended. `unasked`: Stripe.js could not ask it, and another way has to. */
export type BankAnswer = { state: "answered" } | { state: "refused"; sentence: string } | { state: "unasked" };

/** Lets the bank ask its question above the page. What was paid is read from Stripe afterwards, never taken from here. */
export async function askBank(stripe: InBrowser): Promise<BankAnswer> {
  try {
    const { stripeJs } = await import("@/components/billing/stripe-js");
    const { error } = await (await stripeJs(stripe)).handleNextAction({ clientSecret: stripe.clientSecret });
    return error ? { state: "refused", sentence: error.message ?? NOT_CONFIRMED } : { state: "answered" };
  } catch {
    return { state: "unasked" };
  }
}

const NOT_CONFIRMED = "Your bank did not confirm the payment.";
