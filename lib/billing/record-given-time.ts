import type { BillingContext } from "@/lib/billing/context";
import { chargedTime, type GivenTime, latest, uncovered } from "@/lib/billing/given-time";
import type { Subscription } from "@/lib/generated/prisma/client";

/**
 * Notes the time that is given, where nothing that is paid runs and nothing was noted as given before: so no time counts
 * twice, and time that is credited later is given then. What ends earlier than it was to is cut off; what came stays.
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
      await db.paidPeriod.update({ where: { id: row.id }, data: { endAt: latest(row.start, end) } });
    }
    const price = await db.price.findUnique({ where: { stripePriceId } });
    if (!price) continue;
    const key = `given:${subscriptionId}`;
    const facts = { subscriptionId, planVersionId: price.planVersionId, quantity, anchorAt, isGiven: true };
    const data = uncovered({ start, end }, [...paid, ...known]).map((part) => ({
      ...facts,
      stripeInvoiceId: `${key}:${part.start.toISOString()}`,
      stripeLineId: key,
      startAt: part.start,
      endAt: part.end,
      // Heard of when it is over, it comes late: as what was credited of it does.
      paidAt: now > part.start ? now : part.start,
      createdAt: part.start,
    }));
    await db.paidPeriod.createMany({ data, skipDuplicates: true });
  }
}
