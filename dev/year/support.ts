import { adjustCredits } from "@/lib/account/adjust-credits";
import { addNote } from "@/lib/account/user-notes";
import { createPromoCode } from "@/lib/billing/promo-codes/create-promo-code";
import { refundPayment } from "@/lib/billing/purchases/refund-payment";
import { editPlan } from "@/lib/catalog/edit-plan";
import { planInputOf } from "@/lib/catalog/plan-version";
import { listPlans } from "@/lib/catalog/queries";
import { env } from "@/lib/env";
import type { Payment } from "@/lib/generated/prisma/client";
import { DAY_MS } from "@/lib/time";
import type { BankAct, BusinessAct, SupportAct } from "./acts";
import { atBank } from "./on-stripes-pages";
import { type Member, type Outcome, outcomeOf, type Stage } from "./stage";

/** What an admin does about somebody, as the admin pages do. */
export async function support(stage: Stage, who: Member, act: SupportAct, now: Date): Promise<Outcome> {
  const { services, adminId } = stage;
  const { userId } = who;
  const actor = { userId: adminId };
  switch (act.do) {
    case "gift":
    case "take back": {
      const amount = BigInt(act.do === "gift" ? act.credits : -act.credits);
      const expiresAt = act.do === "gift" && act.days ? new Date(now.getTime() + act.days * DAY_MS) : null;
      const limit = BigInt(env().ADMIN_ADJUSTMENT_LIMIT);
      const wish = { userId, amount, expiresAt, limit, reason: act.reason };
      return outcomeOf(await adjustCredits(services.database, actor, wish, now));
    }
    case "refund": {
      const payment = await lastPayment(stage, who);
      if (!payment) return "nothing_to_refund";
      const amountCents = Math.round(payment.amountCents * act.share);
      const request = { paymentId: payment.id, amountCents, reason: act.reason, idempotencyKey: payment.id };
      return outcomeOf(await refundPayment(services, actor, request, now));
    }
    case "note":
      await addNote(services.database, actor, { userId, text: act.text }, now);
      return "done";
  }
}

/** What the bank of somebody does about their last payment. */
export async function bank(stage: Stage, who: Member, act: BankAct): Promise<Outcome> {
  if (act.do === "dispute") {
    const intent = (await lastPayment(stage, who))?.stripePaymentIntentId;
    if (!intent) return "nothing_to_dispute";
    await atBank(stage.stripeUrl, "disputes/open", { charge: intent });
    return "done";
  }
  const dispute = await stage.services.database.prisma.dispute.findFirst({
    where: { payment: { userId: who.userId }, status: "OPEN" },
  });
  if (!dispute) return "nothing_to_decide";
  await atBank(stage.stripeUrl, `disputes/${dispute.stripeDisputeId}/${act.outcome}`);
  return "done";
}

/** What an admin does about the business. */
export async function business(
  { services, adminId }: Stage,
  { do: what, ...act }: BusinessAct,
  now: Date,
): Promise<Outcome> {
  const actor = { userId: adminId };
  if ("code" in act) {
    const { days, ...code } = act;
    return outcomeOf(await createPromoCode(services.database, actor, { ...code, creditDays: days }, now));
  }
  const plans = await listPlans(services.database.prisma);
  const plan = plans.find(({ key }) => key === act.plan);
  if (!plan) return `${what}: unknown plan`;
  const input = { ...planInputOf(plan), trialDays: act.days, trialCredits: act.credits };
  return outcomeOf(await editPlan(services, actor, { planId: plan.id, input }, now));
}

function lastPayment({ services }: Stage, { userId }: Member): Promise<Payment | null> {
  return services.database.prisma.payment.findFirst({
    where: { userId, status: { notIn: ["PENDING", "FAILED"] }, amountCents: { gt: 0 } },
    orderBy: [{ paidAt: "desc" }, { id: "desc" }],
  });
}
