"use server";

import { promoSentence } from "@/components/growth/promo-code-refusals";
import { creditsText } from "@/components/ui/credits";
import { type FormState, freshForm, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { attemptLimit } from "@/lib/billing/promo-codes/attempt-limit";
import { redeemPromoCode } from "@/lib/billing/promo-codes/redeem-promo-code";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

const MAX_LENGTH = 200;

/** Redeems a promo code. */
export async function redeemCode(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/credits");
  const code = form.get("code");
  if (typeof code !== "string" || code.trim() === "" || code.length > MAX_LENGTH) {
    return refuse(form, null, { code: "Enter a code." });
  }
  const services = { database: database(), limit: attemptLimit() };
  const redeemed = await redeemPromoCode(services, { userId: user.id, code }, await now());
  if (!redeemed.ok) return refuse(form, null, { code: promoSentence(redeemed) });
  return { ...freshForm, done: true, message: `${creditsText(redeemed.credits)} are yours.` };
}
