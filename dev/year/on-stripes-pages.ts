import type { CheckoutStarted } from "@/lib/billing/types";

const CARD_FORM = { expiry: "12 / 49", cvc: "123" };

type Buyer = { name: string; email: string };

/** Pays a Checkout session with a card, as its page does. Returns the session's id, or why there is none. */
export async function payByCard(started: CheckoutStarted<{ url: string }>, card: string, buyer: Buyer): Promise<Paid> {
  return pay(started, { ...CARD_FORM, card_number: card, name: buyer.name, email: buyer.email });
}

/** The same through a US bank account; its money takes four days. */
export async function payByBank(
  started: CheckoutStarted<{ url: string }>,
  account: string,
  buyer: Buyer,
): Promise<Paid> {
  const bank = { payment_method: "us_bank_account", routing_number: "110000000", account_number: account };
  return pay(started, { ...bank, account_name: buyer.name, email: buyer.email });
}

type Paid = { ok: true; sessionId: string } | { ok: false; reason: string };

async function pay(started: CheckoutStarted<{ url: string }>, form: Record<string, string>): Promise<Paid> {
  if (!started.ok) return started;
  return (await post(started.url, form))
    ? { ok: true, sessionId: started.sessionId }
    : { ok: false, reason: "declined" };
}

/** Saves a card in the portal and makes it the one that pays. */
export async function saveCardInPortal(portal: string, card: string, { name }: Buyer): Promise<boolean> {
  return post(`${portal}/cards/new`, { ...CARD_FORM, card_number: card, name });
}

/** Whether the page led on; it comes again with a problem otherwise. */
async function post(url: string, form: Record<string, string>): Promise<boolean> {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  await response.arrayBuffer();
  return response.status === 303;
}

/** What only a bank can do: see `/_local` in packages/local-stripe/README.md. */
export async function atBank(stripeUrl: string, path: string, body: Record<string, unknown> = {}): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${stripeUrl}/_local/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`The local Stripe refused ${path}: ${await response.text()}`);
  await response.arrayBuffer();
}

/** Ends what `atBank(…, "fail", …)` began. */
export async function stripeAnswersAgain(stripeUrl: string): Promise<void> {
  const response = await fetch(`${stripeUrl}/_local/fail`, { method: "DELETE" });
  if (!response.ok) throw new Error(`The local Stripe keeps failing: ${await response.text()}`);
  await response.arrayBuffer();
}
