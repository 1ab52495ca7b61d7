import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { handleEvent } from "@/lib/billing/sync/handle-event";
import { createStripeClient } from "@/lib/stripe/client";
import { HANDLED_EVENT_TYPES } from "@/lib/stripe/handled-event-types";

const database = await testDatabase();
// Nothing listens on this port: none of these events may need Stripe.
const stripe = createStripeClient("sk_test_local", "http://localhost:1");

const handle = (event: { type: string; objectId: string | null; customerId: string | null }) =>
  handleEvent({ sql: database.sql, stripe }, { ...event, payload: {} }, new Date("2026-11-21T12:00:00Z"));

describe("an event without consequences", () => {
  it.each([
    [{ type: "product.updated", objectId: "prod_1", customerId: null }, "Products are pushed from this app"],
    [{ type: "price.deleted", objectId: "price_1", customerId: null }, "Prices are pushed from this app"],
    [{ type: "customer.updated", objectId: "cus_1", customerId: "cus_1" }, "No user has the Stripe customer cus_1."],
    [{ type: "customer.created", objectId: "cus_1", customerId: "cus_1" }, "Nothing here depends on customer.created."],
    [{ type: "something.new", objectId: "x_1", customerId: "cus_1" }, "Nothing here depends on something.new."],
    [{ type: "invoice.paid", objectId: "in_1", customerId: "cus_1" }, "No user has the Stripe customer cus_1."],
    [{ type: "invoice.paid", objectId: "in_1", customerId: null }, "has no customer"],
    [{ type: "constructor", objectId: "in_1", customerId: "cus_1" }, "Nothing here depends on constructor."],
    [{ type: "__proto__.new", objectId: "in_1", customerId: "cus_1" }, "Nothing here depends on __proto__.new."],
  ])("is acknowledged with a sentence: %o", async (event, sentence) => {
    const { userId, ...handling } = await handle(event);
    expect(userId).toBeNull();
    expect(handling).toMatchObject({ outcome: { status: "ignored", sentence: expect.stringContaining(sentence) } });
  });
});

it("the README lists exactly the events that are handled", () => {
  const step =
    /\*\*Webhook endpoint\.\*\*[\s\S]*?Copy its signing secret/.exec(readFileSync("README.md", "utf8"))?.[0] ?? "";
  const named = [...step.matchAll(/`([a-z_]+\.[a-z_.]+)`/g)].map(([, name = ""]) => name);
  expect(named.toSorted()).toEqual(HANDLED_EVENT_TYPES.toSorted());
});
