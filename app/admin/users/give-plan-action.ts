"use server";

import type { Route } from "next";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormState, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { adminReason, REASON } from "@/lib/account/admin-reason";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { compPlan, MOST_COMP_MONTHS } from "@/lib/billing/plans/comp-plan";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { userSentence } from "@/lib/refusals/user-sentence";

const input = z.object({ user: z.uuid(), plan: z.uuid() });

/** Gives a user a plan for a number of months, without payment. */
export async function givePlan(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const wish = input.safeParse(Object.fromEntries(form));
  if (!wish.success) return refuse(form, userSentence("unknown_user"));
  const reason = adminReason.safeParse(form.get("giveReason"));
  const months = /^\d{1,3}$/.test(String(form.get("months"))) ? Number(form.get("months")) : 0;
  const errors = {
    ...(months < 1 || months > MOST_COMP_MONTHS ? { months: `Enter 1 to ${MOST_COMP_MONTHS} months.` } : {}),
    ...(reason.success ? {} : { giveReason: REASON }),
  };
  if (!reason.success || Object.keys(errors).length > 0) return refuse(form, null, errors);
  const { user: userId, plan: planId } = wish.data;
  const given = await compPlan(
    database(),
    await adminActor(admin),
    { userId, planId, months, reason: reason.data },
    await now(),
  );
  revalidatePath(`/admin/users/${userId}`);
  if (!given.ok) return refuse(form, REFUSED[given.reason]);
  // The form is gone once a plan is given: the page says what was done.
  redirect(`/admin/users/${userId}?given=${given.credits}` as Route);
}

const REFUSED = {
  unknown_user: userSentence("unknown_user"),
  unknown_plan: "This plan is no longer sold. Reload the page.",
  invalid_months: `Enter 1 to ${MOST_COMP_MONTHS} months.`,
  missing_reason: "Enter a reason.",
  already_subscribed: "They have a paid plan. Cancel it first, or give free days in Stripe.",
  already_given: "They have a given plan. End it first.",
};
