import { planPricesAmong } from "@/lib/billing/sync/plan-prices";
import type { Db } from "@/lib/db";
import { mailboxOf } from "@/lib/mailbox";
import type { StripeClient } from "@/lib/stripe/client";
import {
  type ListedCustomer,
  type ListedSubscription,
  listCustomers,
  listLiveSubscriptions,
} from "@/lib/stripe/list-account";

/** Reads every customer of the account, page by page. */
export type CustomerPages = (stripe: StripeClient) => AsyncGenerator<ListedCustomer[]>;

/** A customer's live subscriptions: those that sell a plan of the catalogue, and others. */
export type LiveSubscriptions = { plans: ListedSubscription[]; others: ListedSubscription[] };

/** What has to be known of the whole account before one customer can be matched. */
export type Survey = {
  subscriptionsOf: (customerId: string) => LiveSubscriptions;
  /** The customers with this customer's mailbox, itself included, in the order of their ids. */
  sharing: (customer: ListedCustomer) => readonly string[];
  has: (customerId: string) => boolean;
};

/** Lists the account once. It keeps ids and mailboxes only, so its size follows the number of customers. */
export async function survey(db: Db, stripe: StripeClient, customers: CustomerPages = listCustomers): Promise<Survey> {
  const live = new Map<string, LiveSubscriptions>();
  for await (const page of listLiveSubscriptions(stripe)) {
    const plans = await planPricesAmong(db, [...new Set(page.flatMap(({ stripePriceIds }) => stripePriceIds))]);
    for (const one of page) {
      const own = live.get(one.customerId) ?? { plans: [], others: [] };
      const isPlan = one.stripePriceIds.some((id) => plans.has(id));
      (isPlan ? own.plans : own.others).push(one);
      live.set(one.customerId, own);
    }
  }
  const byMailbox = new Map<string, string[]>();
  const all = new Set<string>();
  for await (const page of customers(stripe)) {
    for (const customer of page) {
      all.add(customer.id);
      const mailbox = mailboxIn(customer);
      if (mailbox) byMailbox.set(mailbox, [...(byMailbox.get(mailbox) ?? []), customer.id].sort());
    }
  }
  return {
    subscriptionsOf: (id) => live.get(id) ?? { plans: [], others: [] },
    sharing: (customer) => byMailbox.get(mailboxIn(customer) ?? "") ?? [customer.id],
    has: (id) => all.has(id),
  };
}

/** Null without an address. */
function mailboxIn({ email }: ListedCustomer): string | null {
  return email && mailboxOf(email.trim().toLowerCase());
}
