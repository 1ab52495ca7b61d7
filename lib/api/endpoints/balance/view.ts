import { z } from "zod";
import { dimensionsView, itemsView, toDimensionsView, toItemsView } from "@/lib/api/endpoints/spending/dimensions";
import { jsonInteger, jsonTotal } from "@/lib/api/http/json";
import { credits, creditTotal, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import type { UnusedRefill } from "@/lib/billing/refills/dormancy/unused-refills";
import type { ArchivedSpends } from "@/lib/ledger/archive/archived-spends";
import { formatEntryId } from "@/lib/ledger/entry-id";
import { keyAsSent } from "@/lib/ledger/reserved-keys";
import { type Allocation, type Balance, ENTRY_TYPES, type Entry, LOT_KINDS } from "@/lib/ledger/types";

export const lotKind = z.enum(LOT_KINDS);

export const entryType = z.enum(ENTRY_TYPES, "Must be a type of entry, such as USAGE or GRANT.");

export const nextRefillView = z
  .object({ at: time.meta({ description: "Past while the renewal that pays for it is being collected." }), credits })
  .nullable();

export const balanceView = z
  .object({
    account: z.string(),
    balance: credits.meta({ description: "The sum of all entries. Negative only after a clawback." }),
    held: credits.meta({ description: "Reserved by open holds." }),
    available: credits.meta({ description: "What can be spent now." }),
    debt: credits.meta({ description: "What is owed. It is deducted from the next credits." }),
    lots: z.array(
      z.object({
        id: z.string(),
        kind: lotKind,
        remaining: credits,
        held: credits.meta({ description: "The part of `remaining` that open holds reserve." }),
        amount: credits,
        priority: z.int().meta({ description: "Lots with a lower priority are spent first." }),
        expiresAt: time.nullable(),
        frozen: z.boolean(),
      }),
    ),
    nextRefill: nextRefillView,
    asOf: time,
  })
  .meta({ title: "Balance", description: "The credits of an account at one point in time." });

export type BalanceView = z.input<typeof balanceView>;

/** A balance and its next refill, as the API shows them. */
export function toBalanceView(balance: Balance, nextRefill: { at: Date; credits: bigint } | null): BalanceView {
  return {
    account: balance.accountId,
    balance: jsonInteger(balance.balance),
    held: jsonInteger(balance.held),
    available: jsonInteger(balance.available),
    debt: jsonInteger(balance.debt),
    lots: balance.lots.map((lot) => ({
      id: lot.id,
      kind: lot.kind,
      remaining: jsonInteger(lot.remaining),
      held: jsonInteger(lot.held),
      amount: jsonInteger(lot.amount),
      priority: lot.priority,
      expiresAt: isoTimeOrNull(lot.expiresAt),
      frozen: lot.frozenAt !== null,
    })),
    nextRefill: toNextRefillView(nextRefill),
    asOf: isoTime(balance.asOf),
  };
}

export function toNextRefillView(nextRefill: { at: Date; credits: bigint } | null) {
  return nextRefill && { at: isoTime(nextRefill.at), credits: jsonInteger(nextRefill.credits) };
}

export const entryView = z
  .object({
    id: z.string(),
    seq: z.int().meta({ description: "The number of this entry in the account, from 1, without gaps." }),
    type: entryType,
    amount: credits.meta({ description: "The change of the balance. Negative for a spend." }),
    balanceBefore: credits,
    balanceAfter: credits,
    description: z.string(),
    meter: z.string().nullable(),
    quantity: z.string().nullable().meta({ description: "A decimal string." }),
    rateVersion: z
      .int()
      .nullable()
      .meta({ description: "The version of the meter's rate that the quantity was priced at." }),
    items: itemsView,
    ...dimensionsView,
    metadata: z.record(z.string(), z.unknown()).nullable(),
    idempotencyKey: z.string().nullable(),
    allocations: z.array(z.union([z.object({ lot: z.string(), amount: credits }), z.object({ debt: credits })])).meta({
      description:
        "How the amount is divided among lots, and how much of it is debt. Negative amounts were taken from the lot.",
    }),
    payment: z.string().nullable(),
    hold: z.string().nullable(),
    createdAt: time,
  })
  .meta({ title: "Entry", description: "One change of a balance. Entries are never edited." });

export const historyEntryView = entryView
  .extend({
    unusedRefills: z
      .array(z.object({ start: time, end: time, credits }))
      .optional()
      .meta({
        description:
          "Only on the refill of a free plan whose account was not used for months: the refills that expired unused before it. They have no entries, because they did not change the balance.",
      }),
  })
  .meta({ title: "HistoryEntry", description: "One change of a balance. Entries are never edited." });

/** With the last page, if spends were archived: what they came to. */
export const archivedView = z.object({ before: time, spends: z.int(), credits: creditTotal }).optional().meta({
  description:
    "Only on the last page, and only if spends of old months were archived: they are not listed, but they count in the balance.",
});

/** What comes with an entry or a hold: the account at the time of the response, not at the time of the entry. */
export const standing = {
  balance: credits.meta({
    description:
      "The balance at the time of this response, also for a replay. Right after the entry it was `balanceAfter`.",
  }),
  available: credits.meta({ description: "What can be spent at the time of this response, also for a replay." }),
  replayed: z
    .boolean()
    .meta({ description: "Whether this is the result of an earlier request with the same idempotency key." }),
};

/** The response of every request that appends an entry. */
export const entryAnswer = z.object({ entry: entryView, ...standing });

/** A ledger entry as the API shows it. */
export function toEntryView(entry: Entry): z.input<typeof entryView> {
  return {
    id: formatEntryId(entry),
    seq: jsonInteger(entry.seq),
    type: entry.type,
    amount: jsonInteger(entry.amount),
    balanceBefore: jsonInteger(entry.balanceBefore),
    balanceAfter: jsonInteger(entry.balanceAfter),
    description: entry.description,
    meter: entry.meter,
    quantity: entry.quantity,
    rateVersion: entry.rateVersion,
    items: toItemsView(entry.metadata),
    ...toDimensionsView(entry.metadata),
    idempotencyKey: keyAsSent(entry.idempotencyKey),
    allocations: entry.allocations.map(toAllocationView),
    payment: entry.paymentId,
    hold: entry.holdId,
    createdAt: isoTime(entry.createdAt),
  };
}

/** An entry of the history. */
export function toHistoryEntryView(
  entry: Entry,
  unused: ReadonlyMap<bigint, UnusedRefill[]>,
): z.input<typeof historyEntryView> {
  const refills = unused.get(entry.seq) ?? [];
  if (refills.length === 0) return toEntryView(entry);
  const unusedRefills = refills.map(({ start, end, credits: amount }) => ({
    start: isoTime(start),
    end: isoTime(end),
    credits: jsonInteger(amount),
  }));
  return { ...toEntryView(entry), unusedRefills };
}

/** Archived spends, as the API shows them. */
export function toArchivedView({ before, spends, credits: spent }: ArchivedSpends) {
  return { before: isoTime(before), spends: jsonInteger(spends), credits: jsonTotal(spent) };
}

function toAllocationView(allocation: Allocation) {
  return "debt" in allocation
    ? { debt: jsonInteger(allocation.debt) }
    : { lot: allocation.lot, amount: jsonInteger(allocation.amount) };
}
