import { randomUUID } from "node:crypto";
import type { Entry, Hold } from "@/lib/ledger/types";

const NOON = new Date("2026-11-21T12:00:00Z");

/** An entry: by default the first one, a spend of one credit at noon. */
export function anEntry(given: Partial<Entry> = {}): Entry {
  return {
    accountId: "account",
    seq: 1n,
    type: "USAGE",
    amount: -1n,
    balanceBefore: 0n,
    balanceAfter: 0n,
    idempotencyKey: null,
    allocations: [],
    description: "",
    meter: null,
    quantity: null,
    rateVersion: null,
    metadata: null,
    actor: "app:refill",
    paymentId: null,
    holdId: null,
    sourceKey: null,
    undoesSeq: null,
    cause: null,
    createdAt: NOON,
    ...given,
  };
}

/** A hold: by default of five credits, released at noon. */
export function aHold(given: Partial<Hold> = {}): Hold {
  return {
    id: randomUUID(),
    amount: 5n,
    captured: 0n,
    status: "RELEASED",
    expiresAt: NOON,
    idempotencyKey: null,
    pins: [],
    description: "",
    metadata: null,
    actor: "app:refill",
    createdAt: NOON,
    closedAt: NOON,
    ...given,
  };
}
