import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { idOf } from "@/lib/stripe/shapes";
import { itemsOf } from "@/lib/stripe/subscription-items";

export type ListedCustomer = { id: string; email: string | null; name: string | null };

/** A live subscription: it runs or is paused, paid or not. */
export type ListedSubscription = { id: string; customerId: string; stripePriceIds: string[] };

/** Every customer of the account, page by page; deleted ones are not listed. */
export async function* listCustomers(stripe: StripeClient): AsyncGenerator<ListedCustomer[]> {
  const pages = everyPage((page) => stripe.customers.list(page));
  for await (const customers of pages) {
    yield customers.map(({ id, email, name }) => ({ id, email: email || null, name: name || null }));
  }
}

/** Every live subscription of the account, page by page. */
export async function* listLiveSubscriptions(stripe: StripeClient): AsyncGenerator<ListedSubscription[]> {
  const pages = everyPage((page) => stripe.subscriptions.list(page));
  for await (const subscriptions of pages) {
    const live: ListedSubscription[] = [];
    for (const one of subscriptions.filter(({ status }) => LIVE.has(status))) {
      const stripePriceIds = (await itemsOf(stripe, one)).map(({ stripePriceId }) => stripePriceId);
      live.push({ id: one.id, customerId: idOf(one.customer) ?? "", stripePriceIds });
    }
    yield live;
  }
}

const LIVE: ReadonlySet<string> = new Set<Stripe.Subscription.Status>([
  "active",
  "past_due",
  "paused",
  "trialing",
  "unpaid",
]);

type Page = { limit: number; starting_after?: string };

async function* everyPage<Row extends { id: string }>(
  list: (page: Page) => Promise<{ data: Row[]; has_more: boolean }>,
): AsyncGenerator<Row[]> {
  for (let after: string | undefined; ; ) {
    const { data, has_more } = await list({ limit: 100, ...(after !== undefined && { starting_after: after }) });
    yield data;
    after = data.at(-1)?.id;
    if (!has_more || after === undefined) return;
  }
}
