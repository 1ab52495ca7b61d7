import { hash } from "node:crypto";
import { withoutTrailingZeros } from "@/lib/ledger/rows";
import { splitMetadata, withDetails } from "@/lib/ledger/spend-details";

/** What makes two requests under one idempotency key the same. The sender and the time do not matter. */
export type HashedRequest = {
  amount: bigint;
  meter?: string | null;
  quantity?: string | null;
  /** When set, the amount follows from the quantity: a retry after the rate has changed is still the same request. */
  rateVersion?: number | null;
  /** The quantities of a spend over several meters, which the amount follows from in the same way. */
  items?: readonly HashedItem[] | null;
  description?: string;
  metadata?: Record<string, unknown> | null;
};

export type HashedItem = { meter: string; quantity: string };

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
  const { amount, items } = request;
  return [
    amount === null || request.rateVersion != null || items ? null : amount.toString(),
    request.meter ?? null,
    request.quantity == null ? null : withoutTrailingZeros(request.quantity),
    request.description ?? "",
    withoutPrices(request.metadata),
    // Only where there are any, so that what was hashed before there were items stays the same.
    ...(items ? [items.map(({ meter, quantity }) => [meter, quantity])] : []),
  ];
}

/** The metadata without what the items came to at the rates of the time. */
function withoutPrices(stored: HashedRequest["metadata"]) {
  const { metadata, details } = splitMetadata(stored);
  const { items: _priced, ...dimensions } = details;
  return withDetails(metadata, dimensions);
}

const sha256 = (parts: unknown[]): string => hash("sha256", JSON.stringify(parts, sortKeys));

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
