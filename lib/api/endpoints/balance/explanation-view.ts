import { z } from "zod";
import { entryType, lotKind } from "@/lib/api/endpoints/balance/view";
import { jsonInteger, jsonTotal } from "@/lib/api/http/json";
import { credits, creditTotal, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import { formatEntryId } from "@/lib/ledger/entry-id";
import { LOTS_SHOWN } from "@/lib/ledger/explain-balance";
import type { Explanation, Movement } from "@/lib/ledger/explanation";

const movement = z
  .object({
    type: entryType,
    amount: creditTotal,
    entryCount: z.int(),
    entries: z.array(z.object({ id: z.string(), amount: credits, createdAt: time })).meta({
      description: "The latest entries behind it, newest first. `amount` is the part of each entry that belongs here.",
    }),
  })
  .meta({ title: "Movement", description: "The entries of one type, added up." });

export const explanationView = z
  .object({
    account: z.string(),
    balance: credits,
    debt: credits,
    byType: z
      .array(z.object({ type: entryType, amount: creditTotal, entryCount: z.int() }))
      .meta({ description: "The amounts add up to the balance." }),
    byLot: z
      .array(
        z.object({
          lot: z.object({
            id: z.string(),
            kind: lotKind,
            description: z.string(),
            amount: credits,
            remaining: credits,
            expiresAt: time.nullable(),
            createdAt: time,
          }),
          movements: z.array(movement),
        }),
      )
      .meta({
        description: `At most ${LOTS_SHOWN} lots: open lots first, then the newest. The movements of a lot add up to what remains of it.`,
      }),
    otherLots: z
      .object({ count: z.int(), remaining: credits, movements: z.array(movement) })
      .meta({ description: "All other lots, added up. The movements add up to what remains of them." }),
    byDebt: z.array(movement).meta({ description: "The movements add up to the debt, as a negative number." }),
    asOf: time,
  })
  .meta({ title: "Explanation", description: "How a balance came about." });

/** An explanation of a balance, as the API shows it. */
export function toExplanationView(explanation: Explanation): z.input<typeof explanationView> {
  const { accountId, byType, byLot, otherLots, byDebt } = explanation;
  const toMovement = (moved: Movement) => toMovementView(accountId, moved);
  return {
    account: accountId,
    balance: jsonInteger(explanation.balance),
    debt: jsonInteger(explanation.debt),
    byType: byType.map(({ type, amount, entryCount }) => ({
      type,
      amount: jsonTotal(amount),
      entryCount: jsonInteger(entryCount),
    })),
    byLot: byLot.map(({ lot, movements }) => ({
      lot: {
        id: lot.id,
        kind: lot.kind,
        description: lot.description,
        amount: jsonInteger(lot.amount),
        remaining: jsonInteger(lot.remaining),
        expiresAt: isoTimeOrNull(lot.expiresAt),
        createdAt: isoTime(lot.createdAt),
      },
      movements: movements.map(toMovement),
    })),
    otherLots: {
      count: jsonInteger(otherLots.count),
      remaining: jsonInteger(otherLots.remaining),
      movements: otherLots.movements.map(toMovement),
    },
    byDebt: byDebt.map(toMovement),
    asOf: isoTime(explanation.asOf),
  };
}

function toMovementView(accountId: string, { type, amount, entryCount, entries }: Movement): z.input<typeof movement> {
  return {
    type,
    amount: jsonTotal(amount),
    entryCount: jsonInteger(entryCount),
    entries: entries.map((entry) => ({
      id: formatEntryId({ accountId, seq: entry.seq }),
      amount: jsonInteger(entry.amount),
      createdAt: isoTime(entry.createdAt),
    })),
  };
}
