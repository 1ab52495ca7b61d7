import type { SettledMoneyBack } from "@/lib/billing/settle-money-back";
import type { MoneyBack } from "@/lib/billing/sync-money-back";
import type { Db } from "@/lib/db";
import type { Payment } from "@/lib/generated/prisma/client";
import { queueMail } from "@/lib/notify/queue-mail";

/** Writes to a payment's owner of what has just been given back, taken back or decided, and what became of the credits. */
export async function mailMoneyBack(
  db: Db,
  { userId, description }: Payment,
  { refunds, disputes }: MoneyBack,
  { taken, remaining }: SettledMoneyBack,
  now: Date,
): Promise<void> {
  const about = { userId, description };
  const given = refunds.filter(({ status }) => status === "SUCCEEDED" || status === "PENDING");
  const total = given.reduce((sum, { amountCents }) => sum + amountCents, 0);
  for (const { id, amountCents, currency } of given) {
    // Of several that are heard of at once each tells its part.
    const credits = taken > 0n ? (taken * BigInt(amountCents)) / BigInt(total) : 0n;
    const money = { amountCents, currency, credits };
    await queueMail(db, { template: "refunded", ...about, ...money, sourceKey: `refund:${id}` }, now);
  }
  for (const { id, status, amountCents, currency } of disputes) {
    const money = { amountCents, currency };
    const key = `dispute:${id}`;
    if (status === "OPEN") {
      const opened = { template: "dispute_opened", credits: remaining, sourceKey: `${key}:opened` } as const;
      await queueMail(db, { ...opened, ...about, ...money }, now);
    } else if (status === "WON" || status === "LOST") {
      const outcome = status === "WON" ? "won" : "lost";
      const credits = outcome === "won" ? remaining : taken;
      const closed = { template: "dispute_closed", outcome, credits, sourceKey: `${key}:${outcome}` } as const;
      await queueMail(db, { ...closed, ...about, ...money }, now);
    }
  }
}
