import { judgeAccount } from "@/lib/billing/account/judge-account";
import type { BillingServices } from "@/lib/billing/context";
import { findCatalogueDrift } from "@/lib/billing/reconcile/catalogue-drift";
import type { Drift } from "@/lib/billing/reconcile/drift";
import { findOwners } from "@/lib/billing/reconcile/find-owners";
import { findStandingDrift } from "@/lib/billing/reconcile/subscription-drift";
import { type OwnedChange, syncChange } from "@/lib/billing/reconcile/sync-change";
import { unsettled } from "@/lib/billing/reconcile/unsettled";
import type { Database } from "@/lib/db";
import { log } from "@/lib/log";
import { onlyOne } from "@/lib/only-one";
import { isStripeUnavailable } from "@/lib/stripe/errors";
import { type Change, changesSince, EVENTS_KEPT_MS, LISTS } from "@/lib/stripe/list-changes";
import { refusalOf } from "@/lib/stripe/refusals";
import { requeueStuckEvents, type StuckEvents } from "@/lib/stripe/requeue-stuck-events";

export type Checked = Record<"subscription" | "checkout" | "payment" | "customer" | "catalogue" | "strangers", number>;

export type Reconciled = {
  ok: true;
  since: Date;
  checked: Checked;
  drift: Drift[];
  /** Objects that could not be synced; the next run tries them again. */
  failed: number;
  inbox: StuckEvents;
};

export type Reconciliation =
  | Reconciled
  | { ok: false; reason: "already_running" }
  /** The Stripe ids here belong to another account than the key, so nothing was compared. `sentence` says what to do. */
  | { ok: false; reason: "other_account"; sentence: string };

/**
 * Compares Stripe with the database and heals differences with the same verbs as webhooks, so that a lost webhook event is
 * only a delay. Covers what changed since the last successful run, or further back; the first run goes as far back as
 * Stripe keeps events. Throws when Stripe or the database is unavailable; the next run then starts where this one did.
 */
export async function reconcile(
  services: BillingServices,
  { since: asked }: { since?: Date },
  now: Date,
): Promise<Reconciliation> {
  const { database, stripe } = services;
  const verdict = await judgeAccount(services);
  if (verdict.state === "changed" || verdict.state === "moving") {
    return { ok: false, reason: "other_account", sentence: verdict.sentence };
  }
  const run = await onlyOne(database, "refill-reconcile", async () => {
    const inbox = await requeueStuckEvents(database.sql);
    const since = await beginOf(database, asked, now);
    const { id } = await database.prisma.reconcileRun.create({ data: { since, startedAt: now } });
    const work = new Run(services, now);
    const lists = changesSince(stripe, since, now);
    for (const name of LISTS) {
      await work.unlessForbidden(name, async () => {
        for await (const changes of lists[name]()) await work.bringIn(changes);
      });
    }
    const everySubscription = now.getTime() - since.getTime() > EVENTS_KEPT_MS;
    for await (const ours of unsettled(database.sql, everySubscription, now)) await work.bringInOwned(ours);
    await work.unlessForbidden("products and prices", () => work.lookAtCatalogue());
    work.drift.push(...(await findStandingDrift(database.prisma)));
    const { checked, drift, failed } = work;
    // A run with failures does not count as the starting point of the next, so that they are tried again.
    const finishedAt = failed === 0 ? now : null;
    const kept = { checked, drift: drift.slice(0, KEPT_DRIFT), finishedAt };
    await database.prisma.reconcileRun.update({ where: { id }, data: kept });
    for (const one of drift) log.warn(one, "Stripe and the database differed");
    if (inbox.givenUp.length > 0) log.warn({ events: inbox.givenUp }, "events failed too often and wait for a person");
    return { ok: true, since, checked, drift, failed, inbox } as const;
  });
  return run ?? { ok: false, reason: "already_running" };
}

/** As many as a person reads; the log has all of them. */
const KEPT_DRIFT = 1_000;

/**
 * Objects that Stripe dates before the last run may have become visible after it, and clocks differ. So each run starts a
 * little before the last one did.
 */
const OVERLAP_MS = 15 * 60_000;

async function beginOf({ prisma }: Database, asked: Date | undefined, now: Date): Promise<Date> {
  const last = await prisma.reconcileRun.findFirst({
    where: { finishedAt: { not: null } },
    orderBy: { startedAt: "desc" },
  });
  const due = last ? Math.min(last.startedAt.getTime(), now.getTime()) - OVERLAP_MS : now.getTime() - EVENTS_KEPT_MS;
  // A later start than is due is ignored, so that nothing is ever left out.
  return new Date(Math.min(asked?.getTime() ?? due, due));
}

/** This many failures in a row are no longer about a single object. */
const OUTAGE_FAILURES = 3;

class Run {
  readonly checked: Checked = { subscription: 0, checkout: 0, payment: 0, customer: 0, catalogue: 0, strangers: 0 };
  readonly drift: Drift[] = [];
  failed = 0;
  private outages = 0;
  /** The same object appears in several lists. Only ids are kept: the lists are read page by page. */
  private readonly seen = new Set<string>();

  constructor(
    private readonly services: BillingServices,
    private readonly now: Date,
  ) {}

  /** A list that a restricted key cannot read is reported, and the rest is compared. */
  async unlessForbidden(list: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Error) || refusalOf(error)?.reason !== "billing_misconfigured") throw error;
      log.error({ err: error, list }, "the Stripe key lacks permission to read what has to be compared");
      this.failed += 1;
      const what = `The key cannot read ${list}: ${error.message}`;
      this.drift.push({ object: "key", id: list, user: null, what, healed: false });
    }
  }

  async bringIn(changes: readonly Change[]): Promise<void> {
    const { owned, strangers } = await findOwners(
      this.services.database.sql,
      this.services.stripe,
      changes.filter(({ id }) => !this.seen.has(id)),
    );
    for (const id of strangers.filter((customerId) => !this.seen.has(customerId))) {
      this.seen.add(id);
      this.checked.strangers += 1;
    }
    await this.bringInOwned(owned);
  }

  async bringInOwned(changes: readonly OwnedChange[]): Promise<void> {
    for (const change of changes) {
      if (this.seen.has(change.id)) continue;
      this.seen.add(change.id);
      this.checked[change.kind] += 1;
      await this.syncOne(change);
    }
  }

  async lookAtCatalogue(): Promise<void> {
    const { checked, drift } = await findCatalogueDrift(this.services.database.prisma, this.services.stripe);
    this.checked.catalogue = checked;
    this.drift.push(...drift);
  }

  private async syncOne(change: OwnedChange): Promise<void> {
    try {
      this.drift.push(...(await syncChange(this.services, change, this.now)));
      this.outages = 0;
    } catch (error) {
      // An error with one user does not stop the others; an outage stops the run.
      if (isStripeUnavailable(error)) this.outages += 1;
      if (this.outages >= OUTAGE_FAILURES) throw error;
      const { kind, id, userId } = change;
      log.error({ err: error, [kind]: id, user: userId }, "could not be reconciled");
      const reason = error instanceof Error ? error.message : String(error);
      this.failed += 1;
      this.drift.push({ object: kind, id, user: userId, what: `could not be compared: ${reason}`, healed: false });
    }
  }
}
