import { hash } from "node:crypto";
import { withoutTrailingZeros } from "@/lib/ledger/rows";

/** What makes two requests under one idempotency key the same. The sender and the time do not matter. */
export type HashedRequest = {
  amount: bigint;
  meter?: string | null;
  quantity?: string | null;
  /** When set, the amount follows from the quantity: a retry after the rate has changed is still the same request. */
  rateVersion?: number | null;
  description?: string;
  metadata?: Record<string, unknown> | null;
};

/** SHA-256 in hex of the request's canonical form: neither key order nor an explicit default changes it. */
export function hashRequest(request: HashedRequest): string {
  return sha256(debitParts(request));
}

/** The same for the other verbs, which are identified by their name and their object: a hold's id, an entry. */
export function hashVerb(
  verb: "hold" | "capture" | "reverse" | "adjust",
  target: readonly (string | null)[],
  request: Omit<HashedRequest, "amount"> & { amount: bigint | null },
): string {
  return sha256([verb, ...target, ...debitParts(request)]);
}

function debitParts(request: Omit<HashedRequest, "amount"> & { amount: bigint | null }): unknown[] {
  return [
    request.amount === null || request.rateVersion != null ? null : request.amount.toString(),
    request.meter ?? null,
    request.quantity == null ? null : withoutTrailingZeros(request.quantity),
    request.description ?? "",
    request.metadata ?? null,
  ];
}

const sha256 = (parts: unknown[]): string => hash("sha256", JSON.stringify(parts, sortKeys));

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
