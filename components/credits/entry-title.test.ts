import { expect, test } from "vitest";
import { entryTitle, entryWhy } from "@/components/credits/entry-words";
import type { EntrySource } from "@/lib/ledger/entry-sources";
import type { Entry } from "@/lib/ledger/types";

const meters = new Map([["chat_tokens", { name: "Chat, tokens out", unit: "token" }]]);
const spend = { type: "USAGE", description: "", meter: null, metadata: null } as const;

test("a spend is called what is known of it: its description, its meter, or the feature in its metadata", () => {
  const feature = { feature: "Image search" };
  expect(entryTitle({ ...spend, description: "Report", meter: "chat_tokens", metadata: feature }, meters)).toBe(
    "Report",
  );
  expect(entryTitle({ ...spend, meter: "chat_tokens", metadata: feature }, meters)).toBe("Chat, tokens out");
  expect(entryTitle({ ...spend, meter: "old_meter" }, meters)).toBe("Old meter");
  expect(entryTitle({ ...spend, metadata: feature }, meters)).toBe("Image search");
  expect(entryTitle({ ...spend, metadata: { feature: 5 } }, meters)).toBe("Spent");
  expect(entryTitle({ ...spend, type: "RESET", metadata: feature }, meters)).toBe("Plan credits expired");
});

test("a spend that went over what was left says how far, and what pays it", () => {
  const taken = { description: "Agent", allocations: [{ lot: "lot-1", amount: -5n }, { debt: -3n }] };
  const over = { ...spend, ...taken, amount: -8n, quantity: null } as Partial<Entry> as Entry;
  const sources = new Map([["lot-1", { kind: "PLAN" } as EntrySource]]);
  expect(entryWhy(over, sources, meters)).toBe(
    "Spent · plan credits · This run went 3 credits over; your next credits pay them.",
  );
  // What a clawback leaves owed was no run.
  expect(entryWhy({ ...over, type: "CLAWBACK" }, sources, meters)).toBe("Taken back · plan credits · 3 credits owed");
});

test("the detail of a reset says once that plan credits expired", () => {
  const sources = new Map([["lot-1", { kind: "PLAN" } as EntrySource]]);
  const taken = {
    description: "Unused plan credits expired at the refill",
    allocations: [{ lot: "lot-1", amount: -50n }],
  };
  const reset = { ...spend, ...taken, type: "RESET", amount: -50n, quantity: null } as Partial<Entry> as Entry;
  expect(entryWhy(reset, sources, meters)).toBe("Plan credits expired");
  expect(entryWhy({ ...reset, type: "EXPIRY" }, sources, meters)).toBe("Expired · plan credits");
});
