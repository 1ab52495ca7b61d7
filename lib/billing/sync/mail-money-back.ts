import type { SettledMoneyBack } from "@/lib/billing/refunds/settle-money-back";
import { moneyKeys } from "@/lib/billing/source-keys";
import type { MoneyBack } from "@/lib/billing/sync/types";
import type { Db } from "@/lib/db";
import type { Payment } from "@/lib/generated/prisma/client";
import { queueMail } from "@/lib/notify/queue-mail";
import { creditsOf } from "@/lib/stripe/credit-notes";

/** Emails a payment's user about new refunds, disputes and decisions, and what happened to the credits. */
export async function mailMoneyBack(
  db: Db,
  { userId, description }: Payment,
  { refunds, disputes, creditNotes }: MoneyBack,
  { taken, remaining }: SettledMoneyBack,
  now: Date,
): Promise<void> {
  const about = { userId, description };
  const given = refunds.filter(({ status }) => status === "SUCCEEDED" || status === "PENDING");
  const credited = creditNotes.flatMap((note) =>
    creditsOf(note).map(({ way, amountCents }) => ({ way, amountCents, currency: note.currency, id: note.id })),
  );
  const total = [...given, ...credited].reduce((sum, { amountCents }) => sum + amountCents, 0);
  // When several arrive at once, each email covers its part.
  const partOf = (amountCents: number) => (taken > 0n ? (taken * BigInt(amountCents)) / BigInt(total) : 0n);
  for (const { id, amountCents, currency } of given) {
    const money = { amountCents, currency, credits: partOf(amountCents) };
    await queueMail(db, { template: "refunded", ...about, ...money, sourceKey: moneyKeys.refund(id) }, now);
  }
  for (const { id, way, amountCents, currency } of credited) {
    const money = { amountCents, currency, credits: partOf(amountCents), way };
    await queueMail(db, { template: "credited", ...about, ...money, sourceKey: moneyKeys.creditNote(id, way) }, now);
  }
  for (const { id, status, amountCents, currency } of disputes) {
    const money = { amountCents, currency };
    if (status === "OPEN") {
      const opened = {
        template: "dispute_opened",
        credits: remaining,
        sourceKey: moneyKeys.dispute(id, "opened"),
      } as const;
      await queueMail(db, { ...opened, ...about, ...money }, now);
    } else if (status === "WON" || status === "LOST") {
      const outcome = status === "WON" ? "won" : "lost";
      const credits = outcome === "won" ? remaining : taken;
      const closed = {
        template: "dispute_closed",
        outcome,
        credits,
        sourceKey: moneyKeys.dispute(id, outcome),
      } as const;
      await queueMail(db, { ...closed, ...about, ...money }, now);
    }
  }
}
