import { expect, test } from "vitest";
import { findChanges, type Known } from "@/lib/billing/reconcile/drift";
import type { Sql } from "@/lib/db";

const noEntries: Sql = async () => {
  throw new Error("The ledger has not moved.");
};

const known = (says: Record<string, string | number | boolean | Date | null>): Known => ({
  facts: new Map([["subscription:sub_1", { object: "subscription", id: "sub_1", says }]]),
  seq: 0n,
});

const changes = async (before: Known, after: Known) =>
  (await findChanges(noEntries, "user", before, after)).map(({ what }) => what);

test("a difference is told in words and times that people read", async () => {
  const before = known({
    status: "PAST_DUE",
    "period end": new Date("2026-11-29T12:00:05Z"),
    duplicate: false,
    price: null,
  });
  const after = known({
    status: "ACTIVE",
    "period end": new Date("2026-12-29T12:00:05Z"),
    duplicate: true,
    price: "refill_pro_month",
  });
  expect(await changes(before, after)).toEqual([
    "status was past due, is active; period end was 29 Nov 2026, 12:00:05 UTC, is 29 Dec 2026, 12:00:05 UTC; duplicate was no, is yes; price was none, is refill_pro_month",
  ]);
});

test("times that differ by less than a second are a difference, and equal ones are not", async () => {
  const at = (time: string) => known({ "period end": new Date(time) });
  expect(await changes(at("2026-11-29T12:00:05.000Z"), at("2026-11-29T12:00:05.000Z"))).toEqual([]);
  expect(await changes(at("2026-11-29T12:00:05.000Z"), at("2026-11-29T12:00:05.001Z"))).toHaveLength(1);
});

test("an object that was not on record is told by what it is", async () => {
  const nothing: Known = { facts: new Map(), seq: 0n };
  expect(await changes(nothing, known({ status: "TRIALING" }))).toEqual(["was not on record: trialing"]);
});
