import { z } from "zod";
import { jsonInteger } from "@/lib/api/http/json";
import { credits, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import { formatEntryId } from "@/lib/ledger/entry-id";
import { keyAsSent } from "@/lib/ledger/reserved-keys";
import { type Allocation, type Balance, ENTRY_TYPES, type Entry, LOT_KINDS } from "@/lib/ledger/types";

export const lotKind = z.enum(LOT_KINDS);

export const entryType = z.enum(ENTRY_TYPES, "Give a type of entry, such as USAGE or GRANT.");

export const nextRefillView = z.object({ at: time, credits }).nullable();

export const balanceView = z
  .object({
    account: z.string(),
    balance: credits.meta({ description: "What the entries add up to; negative only after a claw-back." }),
    held: credits.meta({ description: "Set aside by open holds." }),
    available: credits.meta({ description: "What may be spent now." }),
    debt: credits.meta({ description: "Owed; the next credits pay it." }),
    lots: z.array(
      z.object({
        id: z.string(),
        kind: lotKind,
        remaining: credits,
        amount: credits,
        priority: z.int().meta({ description: "Lower is spent first." }),
        expiresAt: time.nullable(),
        frozen: z.boolean(),
      }),
    ),
    nextRefill: nextRefillView,
    asOf: time,
  })
  .meta({ title: "Balance", description: "What an account has, at one moment." });

export type BalanceView = z.input<typeof balanceView>;

/** A balance and when it is refilled, as the API tells it. */
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
    seq: z.int().meta({ description: "Counts the account's entries, from 1, without gaps." }),
    type: entryType,
    amount: credits.meta({ description: "What the balance changed by: negative when spent." }),
    balanceBefore: credits,
    balanceAfter: credits,
    description: z.string(),
    meter: z.string().nullable(),
    quantity: z.string().nullable().meta({ description: "Decimal text." }),
    rateVersion: z.int().nullable().meta({ description: "Which version of the meter's rate made credits of it." }),
    metadata: z.record(z.string(), z.unknown()).nullable(),
    idempotencyKey: z.string().nullable(),
    allocations: z
      .array(z.union([z.object({ lot: z.string(), amount: credits }), z.object({ debt: credits })]))
      .meta({ description: "Which lots gave (negative) or got how much, and what went to or from debt." }),
    payment: z.string().nullable(),
    hold: z.string().nullable(),
    createdAt: time,
  })
  .meta({ title: "Entry", description: "One change of a balance; entries are never edited." });

/** What comes with an entry or a hold. It is of the moment of the answer; what was before stands in the entry. */
export const standing = {
  balance: credits.meta({
    description: "What the account has at this moment, in a replay too; right after the entry it was `balanceAfter`.",
  }),
  available: credits.meta({ description: "What may be spent at this moment, in a replay too." }),
  replayed: z.boolean().meta({ description: "Whether an earlier request under this idempotency key did it." }),
};

/** The answer to whatever appends an entry. */
export const entryAnswer = z.object({ entry: entryView, ...standing });

/** A ledger entry as the API tells it. */
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
    metadata: entry.metadata,
    idempotencyKey: keyAsSent(entry.idempotencyKey),
    allocations: entry.allocations.map(toAllocationView),
    payment: entry.paymentId,
    hold: entry.holdId,
    createdAt: isoTime(entry.createdAt),
  };
}

function toAllocationView(allocation: Allocation) {
  return "debt" in allocation
    ? { debt: jsonInteger(allocation.debt) }
    : { lot: allocation.lot, amount: jsonInteger(allocation.amount) };
}
