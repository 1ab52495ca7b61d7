"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { viewerTimeZone } from "@/app/viewer";
import { refusalSentence } from "@/components/billing/refusals";
import { creditsText } from "@/components/ui/credits";
import { type FormState, freshForm, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { adminReason, REASON } from "@/lib/account/admin-reason";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { changeByAdmin } from "@/lib/billing/plans/plan-by-admin";
import { type ChangePreview, previewChange } from "@/lib/billing/plans/preview-change";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";
import { dateFormat } from "@/lib/format/formats";
import { formatMoney } from "@/lib/format/money";
import { userSentence } from "@/lib/refusals/user-sentence";
import { storableText } from "@/lib/storable";

const input = z.object({
  user: z.uuid(),
  price: storableText.max(200),
  previewed: z.string().max(200),
  prorationDate: z.string().max(40),
});

/** Previews a change of a user's plan and, once it was previewed, makes it. */
export async function changePlanOf(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const wish = input.safeParse(Object.fromEntries(form));
  if (!wish.success) return refuse(form, userSentence("unknown_user"));
  if (form.get("price") === "") return refuse(form, null, { price: "Choose a plan." });
  const why = adminReason.safeParse(form.get("changeReason"));
  if (!why.success) return refuse(form, null, { changeReason: REASON });
  const reason = why.data;
  const { user: userId, price, previewed, prorationDate } = wish.data;
  const services = await stripeFor(userId);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const at = await now();
  if (previewed !== price) {
    const preview = await previewChange(services, { userId, price }, at);
    if (!preview.ok) return refuse(form, refusalSentence(preview.reason));
    const date = preview.prorationDate?.toISOString() ?? "";
    return {
      ...refuse(form, null),
      next: { preview: sentenceOf(preview, await viewerTimeZone()), price, prorationDate: date },
    };
  }
  const proration = prorationDate === "" ? null : new Date(prorationDate);
  const request = { userId, reason, price, ...(proration && { prorationDate: proration }) };
  const changed = await changeByAdmin(services, await adminActor(admin), request, at);
  revalidatePath(`/admin/users/${userId}`);
  if (!changed.ok) return refuse(form, refusalSentence(changed.reason));
  return { ...freshForm, done: true, message: DONE[changed.status] };
}

const DONE = {
  changed: "The plan has changed.",
  scheduled: "The plan changes at the end of the period.",
  requires_action: "The user's bank asks them to confirm the payment. The plan changes once they have.",
  processing: "The payment is processing. The plan changes once it succeeds.",
};

function sentenceOf(preview: ChangePreview, timeZone: string): string {
  const { effective, at, amountDueCents, currency, creditsNow, plan, monthlyCredits } = preview;
  const when = effective === "now" ? "now" : `on ${dayOf(at, timeZone)}`;
  const money =
    amountDueCents > 0
      ? `${formatMoney(amountDueCents, currency)} is charged to the saved card now.`
      : "Nothing is charged now.";
  const credits =
    creditsNow > 0n
      ? `${creditsText(creditsNow)} are added now.`
      : creditsNow < 0n
        ? `${creditsText(-creditsNow)} are taken now.`
        : "The balance does not change now.";
  return `${plan.name} starts ${when}. ${money} ${credits} Then ${creditsText(monthlyCredits)} a month.`;
}

const dayOf = (at: Date, timeZone: string): string =>
  dateFormat({ day: "numeric", month: "short", year: "numeric", timeZone }).format(at);
