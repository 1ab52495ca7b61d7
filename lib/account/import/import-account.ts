import { findDeletedCustomers } from "@/lib/account/import/deleted-customers";
import { importCustomer } from "@/lib/account/import/import-customer";
import { knownRecords } from "@/lib/account/import/known-records";
import { type Match, matchCustomer } from "@/lib/account/import/match-customer";
import { type CustomerPages, type Survey, survey } from "@/lib/account/import/survey";
import { judgeAccount } from "@/lib/billing/account/judge-account";
import type { BillingServices } from "@/lib/billing/context";
import { log } from "@/lib/log";
import { onlyOne } from "@/lib/only-one";
import { isStripeUnavailable } from "@/lib/stripe/errors";
import { type ListedCustomer, listCustomers } from "@/lib/stripe/list-account";

export type Imported = {
  ok: true;
  customers: { read: number; newUsers: number; linked: number; known: number; refused: number };
  subscriptions: { live: number; recorded: number; known: number; refused: number };
  credits: bigint;
  /** Customers that could not be imported because of an error; the next run tries them again. */
  failed: number;
};

export type ImportRun =
  | Imported
  | { ok: false; reason: "already_running" }
  /** The database belongs to another account, or to none yet. `sentence` says what to do. */
  | { ok: false; reason: "other_account"; sentence: string };

export type ImportWish = {
  /** Only says what would be done. */
  isDry: boolean;
  /** Called with a line for each customer and subscription that needs a person. */
  tell: (line: string) => void;
  customers?: CustomerPages;
};

/**
 * Imports the customers and live subscriptions of the connected Stripe account. Nothing changes in Stripe, and no emails
 * are sent. A second run finds everything on record, and so does one after an interruption for what was done before it.
 * Requests are made one after the other, and three outages in a row end the run. Throws then, and when the account cannot
 * be listed.
 */
export async function importAccount(services: BillingServices, wish: ImportWish, now: Date): Promise<ImportRun> {
  const { database, stripe } = services;
  const verdict = await judgeAccount(services);
  if (verdict.state === "new") return { ok: false, reason: "other_account", sentence: NOT_SEEDED };
  if (verdict.state !== "same") return { ok: false, reason: "other_account", sentence: verdict.sentence };
  const run = await onlyOne(database, "refill-import", async () => {
    const account = await survey(database.prisma, stripe, wish.customers);
    const work = new Run(services, wish, account, now);
    for await (const page of (wish.customers ?? listCustomers)(stripe)) await work.bringIn(page);
    for await (const one of findDeletedCustomers(database.prisma, stripe, account)) wish.tell(one);
    return work.result;
  });
  return run ?? { ok: false, reason: "already_running" };
}

const NOT_SEEDED =
  "This database has no catalogue at Stripe yet. Run npm run seed first, with the plans that are sold.";

/** This many failures in a row are no longer about a single customer. */
const OUTAGE_FAILURES = 3;

class Run {
  readonly result: Imported = {
    ok: true,
    customers: { read: 0, newUsers: 0, linked: 0, known: 0, refused: 0 },
    subscriptions: { live: 0, recorded: 0, known: 0, refused: 0 },
    credits: 0n,
    failed: 0,
  };
  private outages = 0;

  constructor(
    private readonly services: BillingServices,
    private readonly wish: ImportWish,
    private readonly account: Survey,
    private readonly now: Date,
  ) {}

  async bringIn(customers: readonly ListedCustomer[]): Promise<void> {
    const plans = customers.flatMap(({ id }) => this.account.subscriptionsOf(id).plans);
    const known = await knownRecords(this.services.database.prisma, customers, plans);
    for (const customer of customers) {
      this.countListed(customer);
      const match = matchCustomer(customer, this.account, known);
      if (match.kind === "refused") this.refuse(customer, match.sentence);
      else if (match.kind === "known") this.noteKnown(customer);
      else await this.importOne(customer, match);
    }
  }

  private countListed({ id }: ListedCustomer): void {
    const { customers, subscriptions } = this.result;
    const { plans, others } = this.account.subscriptionsOf(id);
    customers.read += 1;
    subscriptions.live += plans.length + others.length;
    subscriptions.refused += others.length;
    for (const other of others) {
      const prices = other.stripePriceIds.join(", ");
      this.wish.tell(
        `${other.id} of ${id}: no plan sells its price (${prices}). Link the price to a plan, then run the import again.`,
      );
    }
  }

  private noteKnown({ id }: ListedCustomer): void {
    this.result.customers.known += 1;
    this.result.subscriptions.known += this.account.subscriptionsOf(id).plans.length;
  }

  private refuse({ id, email }: ListedCustomer, sentence: string): void {
    this.result.customers.refused += 1;
    this.result.subscriptions.refused += this.account.subscriptionsOf(id).plans.length;
    this.wish.tell(`${id}${email ? ` (${email})` : ""}: ${sentence}`);
  }

  private async importOne(customer: ListedCustomer, match: Extract<Match, { kind: "import" }>): Promise<void> {
    const { customers, subscriptions } = this.result;
    const counts = (isNewUser: boolean, isRecorded: boolean) => {
      customers[isNewUser ? "newUsers" : "linked"] += 1;
      if (match.subscription) subscriptions[isRecorded ? "recorded" : "refused"] += 1;
      else subscriptions.known += this.account.subscriptionsOf(customer.id).plans.length;
    };
    if (this.wish.isDry) {
      counts(match.userId === null, true);
      return;
    }
    try {
      const done = await importCustomer(this.services, customer, match, this.now);
      this.outages = 0;
      if (!done.ok) return this.refuse(customer, done.sentence);
      counts(done.isNewUser, done.sentence === null);
      this.result.credits += done.credits;
      if (done.sentence) this.wish.tell(`${match.subscription?.id} of ${customer.id}: ${done.sentence}`);
    } catch (error) {
      // An error with one customer does not stop the others; an outage stops the run.
      if (isStripeUnavailable(error)) this.outages += 1;
      if (this.outages >= OUTAGE_FAILURES) throw error;
      log.error({ err: error, customer: customer.id }, "a customer could not be imported");
      this.result.failed += 1;
      const reason = error instanceof Error ? error.message : String(error);
      this.wish.tell(`${customer.id}: it could not be imported: ${reason} Run the import again.`);
    }
  }
}
