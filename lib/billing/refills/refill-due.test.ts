import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { editPlan } from "@/lib/catalog/edit-plan";
import { planInputOf } from "@/lib/catalog/plan-version";
import { findSellablePrice, listPlans } from "@/lib/catalog/queries";
import type { Database, Sql } from "@/lib/db";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance, history } from "@/lib/ledger/queries";
import { placementByHash } from "@/lib/ledger/shards/placement";
import { openShardRouter } from "@/lib/ledger/shards/shard-router";
import { newUser } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";
import { catalogue } from "@/prisma/catalogue/default";

const database = await testDatabase();
const { stripe } = await testStripe();
const services = { database, stripe };
const at = (iso: string) => new Date(iso);
const signedUp = at("2026-01-31T10:00:00Z");

async function freeUser(now: Date) {
  const userId = await newUser(database);
  await database.transaction((db, sql) => welcomeUser({ db, sql }, { userId }, now));
  return { userId, accountId: await openAccount(database.sql, userId, now) };
}

const available = async (accountId: string, now: Date) => (await getBalance(database.sql, accountId, now))?.available;

beforeAll(async () => {
  await applyCatalogue(services, catalogue, signedUp);
});

describe("refilling what is due", () => {
  it("grants a new user the free plan's credits once, however often they are welcomed", async () => {
    const { userId, accountId } = await freeUser(signedUp);
    await database.transaction((db, sql) => welcomeUser({ db, sql }, { userId }, signedUp));
    expect(await available(accountId, signedUp)).toBe(50n);
  });

  it("resets the free plan each month, leaves packs alone, and keeps to the 31st", async () => {
    const { accountId } = await freeUser(signedUp);
    const pack = { accountId, kind: "PACK", amount: 500n, sourceKey: "payment:test", actor: "system" } as const;
    await grant(database.sql, pack, signedUp);
    const spend = { accountId, amount: 30n, actor: "system" as const };
    await debit(database.sql, spend, at("2026-02-01T00:00:00Z"));

    await refillDue(database, at("2026-02-28T09:59:59Z"));
    expect(await available(accountId, at("2026-02-28T09:59:59Z"))).toBe(520n);
    await refillDue(database, at("2026-02-28T10:00:00Z"));
    expect(await available(accountId, at("2026-02-28T10:00:00Z"))).toBe(550n);
    await refillDue(database, at("2026-03-31T10:00:00Z"));
    expect(await available(accountId, at("2026-03-31T10:00:00Z"))).toBe(550n);
    const refills = await history(database.sql, accountId, { type: "GRANT", limit: 100 });
    expect(refills.ok && refills.data.length).toBe(4);
    expect(await verify(database.sql, accountId, at("2028-01-01T00:00:00Z"))).toEqual([]);
  });

  it("grants a window once when five workers run at the same moment", async () => {
    const { accountId } = await freeUser(at("2026-05-10T00:00:00Z"));
    const due = at("2026-06-10T00:00:01Z");
    await Promise.all(Array.from({ length: 5 }, () => refillDue(database, due)));
    const grants = await history(database.sql, accountId, { type: "GRANT", limit: 100 });
    expect(grants.ok && grants.data.map((entry) => entry.amount)).toEqual([50n, 50n]);
  });

  it("refills only accounts of one shard in a transaction when the ledger is divided", async () => {
    const start = at("2026-07-10T00:00:00Z");
    const people = await Promise.all(Array.from({ length: 8 }, () => freeUser(start)));
    const ranges = Array.from({ length: 4 }, (_, nth) => {
      const from = -(2 ** 31) + nth * 2 ** 30;
      return { id: String(nth), url: "", from, to: from + 2 ** 30 - 1 };
    });
    const placement = placementByHash(ranges);
    const shards: Set<string>[] = [];
    const watched: Database = {
      ...database,
      transaction: (work) =>
        database.transaction(async (db, sql) => {
          const seen = new Set<string>();
          shards.push(seen);
          const noting: Sql = (strings, ...values) => {
            if (strings.join("").includes("ledger_refill_many")) {
              const accounts = String(values[0]).matchAll(/"account":"([^"]+)"/g);
              for (const [, id = ""] of accounts) seen.add(placement.shardOf(id).id);
            }
            return sql(strings, ...values);
          };
          return work(db, Object.assign(noting, { hot: sql.hot }));
        }),
    };
    const router = openShardRouter({ read: async () => placement });
    await refillDue(watched, at("2026-08-10T00:00:01Z"), router);
    const refilled = shards.map(({ size }) => size).filter((size) => size > 0);
    expect(refilled.length).toBeGreaterThan(1);
    expect(new Set(refilled)).toEqual(new Set([1]));
    for (const { accountId } of people) expect(await available(accountId, at("2026-08-10T00:00:02Z"))).toBe(50n);
  });

  it("grants one window, the current one, after months of downtime with the reset policy", async () => {
    const { accountId } = await freeUser(at("2026-01-05T00:00:00Z"));
    const late = at("2026-08-20T00:00:00Z");
    expect(await available(accountId, late)).toBe(0n);
    await refillDue(database, late);
    expect(await available(accountId, late)).toBe(50n);
    expect(await verify(database.sql, accountId, at("2028-01-01T00:00:00Z"))).toEqual([]);
  });

  it("refills a yearly plan monthly from one payment, and stops when the paid time ends", {
    tags: ["full"],
  }, async () => {
    const start = at("2026-03-31T08:00:00Z");
    const { userId, accountId } = await freeUser(start);
    const sold = await findSellablePrice(database.prisma, "refill_starter_year");
    await database.prisma.subscription.updateMany({
      where: { userId },
      data: { status: "PAUSED", nextRefillAt: null },
    });
    await database.prisma.subscription.create({
      data: {
        userId,
        planVersionId: sold?.plan.versionId ?? "",
        priceId: sold?.price.id ?? "",
        stripeSubscriptionId: "sub_yearly",
        status: "ACTIVE",
        anchorAt: start,
        currentPeriodStart: start,
        currentPeriodEnd: at("2027-03-31T08:00:00Z"),
        paidThrough: at("2027-03-31T08:00:00Z"),
        nextRefillAt: start,
        paidPeriods: {
          create: {
            planVersionId: sold?.plan.versionId ?? "",
            stripeInvoiceId: "in_yearly",
            stripeLineId: "il_yearly",
            anchorAt: start,
            paidAt: start,
            startAt: start,
            endAt: at("2027-03-31T08:00:00Z"),
          },
        },
      },
    });
    for (let month = 0; month < 14; month += 1) {
      const now = new Date(Date.UTC(2026, 3 + month, 0, 8));
      await refillDue(database, now);
      // Two more hours and two more runs grant nothing more.
      await refillDue(database, new Date(now.getTime() + 7_200_000));
    }
    const grants = await history(database.sql, accountId, { type: "GRANT", limit: 100 });
    expect(grants.ok && grants.data.filter((entry) => entry.amount === 200n).length).toBe(12);
    expect(await available(accountId, at("2027-05-01T00:00:00Z"))).toBe(0n);
    expect(await verify(database.sql, accountId, at("2028-01-01T00:00:00Z"))).toEqual([]);
  });

  it("changes no balance when an admin raises a plan's credits; the free plan follows at its next refill", async () => {
    const start = at("2026-09-01T00:00:00Z");
    const { accountId } = await freeUser(start);
    const free = (await listPlans(database.prisma)).find((plan) => plan.isFree);
    if (!free) throw new Error("The default catalogue has a free plan.");
    const input = { ...planInputOf(free), creditsPerMonth: 80 };
    const edited = await editPlan(services, { userId: null }, { planId: free.id, input }, start);
    expect(edited).toMatchObject({ ok: true, version: 2 });
    expect(await available(accountId, start)).toBe(50n);
    await refillDue(database, at("2026-10-01T00:00:00Z"));
    expect(await available(accountId, at("2026-10-01T00:00:00Z"))).toBe(80n);
  });
});
