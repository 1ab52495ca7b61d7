import type { BillingContext } from "@/lib/billing/context";
import { givenTimeKeys } from "@/lib/billing/source-keys";
import { chargedTime, type GivenTime, uncovered } from "@/lib/billing/sync/given-time";
import type { PaidPeriod, Subscription } from "@/lib/generated/prisma/client";

/**
 * Records given time where no paid time runs and none was recorded before, so that no time counts twice, and time that is
 * credited later is then given. Time that was shortened is cut off; granted credits stay.
 */
export async function recordGivenTime(
  { db }: BillingContext,
  { id: subscriptionId }: Subscription,
  given: readonly GivenTime[],
  now: Date,
): Promise<void> {
  const rows = await db.paidPeriod.findMany({ where: { subscriptionId } });
  const lines = rows.map(({ startAt, endAt, ...line }) => ({ ...line, start: startAt, end: endAt }));
  const known = lines.filter(({ isGiven }) => isGiven);
  const paid = chargedTime(lines.filter(({ isGiven }) => !isGiven));
  for (const { kind, start, end, stripePriceId, quantity, anchorAt } of given) {
    const isCut = (one: (typeof known)[number]) => one.anchorAt.getTime() === anchorAt.getTime() && end < one.end;
    for (const row of kind === "free_days" ? known.filter(isCut) : []) {
      if (end <= row.start) await db.paidPeriod.delete({ where: { id: row.id } });
      else await db.paidPeriod.update({ where: { id: row.id }, data: { endAt: end } });
    }
    const price = start < end ? await db.price.findUnique({ where: { stripePriceId } }) : null;
    if (!price) continue;
    const facts = { subscriptionId, anchorAt, isGiven: true };
    const current = { planVersionId: price.planVersionId, quantity };
    const data = uncovered({ start, end }, [...paid, ...known]).map((part) => ({
      ...facts,
      ...(chargedFor(part.start, lines) ?? current),
      stripeInvoiceId: givenTimeKeys.invoice(subscriptionId, part.start),
      stripeLineId: givenTimeKeys.line(subscriptionId),
      startAt: part.start,
      endAt: part.end,
      // Synced after it is over, it is granted late, like time that was credited.
      paidAt: now > part.start ? now : part.start,
      createdAt: part.start,
    }));
    await db.paidPeriod.createMany({ data, skipDuplicates: true });
  }
}

type Line = Pick<PaidPeriod, "planVersionId" | "quantity" | "isGiven" | "isCredit" | "createdAt"> & {
  start: Date;
  end: Date;
};

/** The plan charged for at a moment, even if credited since: given time in its place is time on that plan. */
function chargedFor(at: Date, lines: readonly Line[]): Pick<Line, "planVersionId" | "quantity"> | null {
  const charges = lines.filter(({ start, end, isGiven, isCredit }) => !isGiven && !isCredit && start <= at && at < end);
  const last = charges.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).at(-1);
  return last ? { planVersionId: last.planVersionId, quantity: last.quantity } : null;
}
