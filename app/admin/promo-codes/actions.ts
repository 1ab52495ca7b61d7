"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { SwitchOutcome } from "@/components/admin/archive-switch";
import { type FormState, fieldErrors, freshForm, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { dayStart } from "@/lib/analytics/calendar";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { archivePromoCode, restorePromoCode } from "@/lib/billing/promo-codes/archive-promo-code";
import { createPromoCode } from "@/lib/billing/promo-codes/create-promo-code";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { wholeNumber } from "@/lib/format/whole-number";

const PAGE = "/admin/promo-codes";
// The schema's refusals, with a sentence for each.
const NOT_A_DAY = new Date(Number.NaN);

/** Creates a code. */
export async function savePromoCode(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const text = (name: string) => String(form.get(name) ?? "").trim();
  // What is not a whole number is refused by the schema.
  const count = (name: string) => (text(name) === "" ? null : Number(wholeNumber(text(name)) ?? Number.NaN));
  const lastDay = text("lastDay");
  const input = {
    code: text("code"),
    description: text("description"),
    credits: count("credits") ?? undefined,
    creditDays: count("creditDays"),
    maxRedemptions: count("maxRedemptions"),
    // The code is valid through the whole of its last day, in UTC.
    expiresAt: lastDay ? (dayStart(lastDay, "UTC", 1) ?? NOT_A_DAY) : null,
  };
  const saved = await createPromoCode(database(), await adminActor(admin), input, await now());
  if (!saved.ok) {
    if (saved.reason === "invalid") {
      const { expiresAt, ...errors } = fieldErrors(saved.error);
      return refuse(form, null, expiresAt ? { ...errors, lastDay: expiresAt } : errors);
    }
    if (saved.reason === "code_taken") return refuse(form, null, { code: "This code is already in use." });
    return refuse(form, null, { lastDay: "This day is in the past." });
  }
  revalidatePath(PAGE);
  return { ...freshForm, done: true, message: `${saved.code} can be redeemed.` };
}

/** Archives a code, or restores it. */
export async function setCodeArchived(id: unknown, archived: unknown): Promise<SwitchOutcome> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, PAGE);
  const item = z.object({ id: z.uuid(), archived: z.boolean() }).safeParse({ id, archived });
  const gone = { ok: false, sentence: "This code no longer exists. Reload the page." };
  if (!item.success) return gone;
  const change = item.data.archived ? archivePromoCode : restorePromoCode;
  const result = await change(database(), await adminActor(admin), item.data.id, await now());
  revalidatePath(PAGE);
  if (!result.ok) return gone;
  return {
    ok: true,
    sentence: item.data.archived ? "The code can no longer be redeemed." : "The code can be redeemed again.",
  };
}
