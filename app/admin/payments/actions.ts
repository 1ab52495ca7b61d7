"use server";

import { isDeepStrictEqual } from "node:util";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { refundSentence } from "@/components/admin/payments/refund-refusals";
import type { RefundFigures, RefundState } from "@/components/admin/payments/refund-state";
import { fieldErrors, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { previewRefund, type RefundPreview } from "@/lib/billing/purchases/preview-refund";
import { refundPayment } from "@/lib/billing/purchases/refund-payment";
import { refundReason } from "@/lib/billing/purchases/refund-reason";
import { now } from "@/lib/clock";
import { moneyText, readMoney } from "@/lib/format/money";
import { services } from "@/lib/services";

const request = z.object({
  payment: z.uuid(),
  idempotencyKey: z.uuid(),
  amount: z.string().trim(),
  reason: refundReason,
});

/** Previews a refund and, once the previewed amount was typed, makes it. Changed figures are shown again first. */
export async function refund(before: RefundState, form: FormData): Promise<RefundState> {
  const admin = await requireAdmin();
  const say = (message: string | null, errors: Record<string, string> = {}, figures: RefundFigures | null = null) => ({
    ...refuse(form, message, errors),
    figures,
  });
  if (!isRecentlyAuthenticated(admin, new Date())) return { ...refuseUnconfirmed(form), figures: before.figures };
  const parsed = request.safeParse(Object.fromEntries(form));
  if (!parsed.success) return say(null, fieldErrors(parsed.error));
  const { payment: paymentId, reason, idempotencyKey } = parsed.data;
  const at = await now();
  const { database } = services();
  const payment = await database.prisma.payment.findUnique({ where: { id: paymentId }, select: { currency: true } });
  if (!payment) return say(refundSentence({ ok: false, reason: "unknown_payment" }, ""));
  const amount = readMoney(parsed.data.amount, payment.currency);
  if (!amount.ok) return say(null, { amount: amount.sentence });
  const wish = { paymentId, amountCents: amount.amountMinor };

  const preview = await previewRefund(services(), wish, at);
  if (!preview.ok) return say(refundSentence(preview, payment.currency));
  const figures = figuresOf(preview);
  if (!before.figures) return say(null, {}, figures);
  if (!isDeepStrictEqual(before.figures, figures)) {
    return say("The figures have changed. Check them again before you confirm.", {}, figures);
  }
  const typed = readMoney(String(form.get("confirmation") ?? ""), payment.currency);
  if (!typed.ok || typed.amountMinor !== figures.amountCents) {
    return say(null, { confirmation: `Type ${moneyText(figures.amountCents, payment.currency)}.` }, figures);
  }
  const made = await refundPayment(services(), await adminActor(admin), { ...wish, reason, idempotencyKey }, at);
  if (!made.ok) return say(refundSentence(made, payment.currency), {}, figures);
  redirect(`/admin/payments/${paymentId}?refunded=${figures.amountCents}` as Route);
}

function figuresOf({ amountCents, refundableCents, currency, ...preview }: RefundPreview): RefundFigures {
  const standing = ({ balance, debt }: RefundPreview["before"]) => ({ balance: Number(balance), debt: Number(debt) });
  return {
    amountCents,
    refundableCents,
    currency,
    credits: Number(preview.credits),
    before: standing(preview.before),
    after: standing(preview.after),
    referrerCredits: Number(preview.referrerCredits),
  };
}
