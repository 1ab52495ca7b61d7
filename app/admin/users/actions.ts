"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { ActOutcome } from "@/components/admin/users/act-button";
import { actWords, PLAN_ACTS, type PlanAct } from "@/components/admin/users/act-words";
import { refusalSentence } from "@/components/billing/refusals";
import { formatCredits } from "@/components/ui/credits";
import { type FormState, freshForm, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { adjustCredits } from "@/lib/account/adjust-credits";
import { actOnUser, USER_ACTS, type UserAct } from "@/lib/account/admin-acts";
import { adminReason, REASON } from "@/lib/account/admin-reason";
import { addNote } from "@/lib/account/user-notes";
import { dayStart } from "@/lib/analytics/calendar";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { endCompByAdmin } from "@/lib/billing/plans/comp-plan";
import { cancelByAdmin, resumeByAdmin } from "@/lib/billing/plans/plan-by-admin";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { wholeNumber } from "@/lib/format/whole-number";
import { adminsKey } from "@/lib/ledger/reserved-keys";
import { userSentence } from "@/lib/refusals/user-sentence";
import { isStorable } from "@/lib/storable";

const actInput = z.object({
  userId: z.uuid(),
  act: z.enum([...USER_ACTS, ...PLAN_ACTS]),
});

/** Acts on a user's access or plan. */
export async function actOn(userId: unknown, act: unknown, reason: unknown): Promise<ActOutcome> {
  const admin = await requireAdmin();
  const input = actInput.safeParse({ userId, act });
  if (!input.success) return { ok: false, sentence: userSentence("unknown_user") };
  const why = adminReason.safeParse(reason);
  if (!why.success) return { ok: false, sentence: REASON };
  const page = `/admin/users/${input.data.userId}` as const;
  requireRecentIdentity(admin, page);
  const actor = await adminActor(admin);
  const request = { userId: input.data.userId, reason: why.data };
  const outcome = isPlanAct(input.data.act)
    ? await actOnPlan(actor, { ...request, act: input.data.act })
    : await actOnAccess(actor, { ...request, act: input.data.act });
  revalidatePath(page);
  return outcome;
}

type ByAdmin = Awaited<ReturnType<typeof adminActor>>;
type Request<Act> = { userId: string; reason: string; act: Act };

async function actOnAccess(actor: ByAdmin, request: Request<UserAct>): Promise<ActOutcome> {
  const result = await actOnUser(database(), actor, request, { at: new Date(), now: await now() });
  if (!result.ok) return { ok: false, sentence: userSentence(result.reason) };
  const { done, nothing } = actWords[request.act];
  return { ok: true, sentence: result.changed ? done : nothing };
}

async function actOnPlan(actor: ByAdmin, { act, ...request }: Request<PlanAct>): Promise<ActOutcome> {
  if (act === "end_given") {
    const ended = await endCompByAdmin(database(), actor, request, await now());
    const { done, nothing } = actWords.end_given;
    return { ok: ended.ok, sentence: ended.ok ? done : nothing };
  }
  const services = await stripeFor(request.userId);
  if (!services.ok) return { ok: false, sentence: refusalSentence(services.reason) };
  const at = await now();
  const when = act === "cancel_now" ? "now" : "period_end";
  const result =
    act === "resume"
      ? await resumeByAdmin(services, actor, request, at)
      : await cancelByAdmin(services, actor, { ...request, when }, at);
  return result.ok
    ? { ok: true, sentence: actWords[act].done }
    : { ok: false, sentence: refusalSentence(result.reason) };
}

function isPlanAct(act: UserAct | PlanAct): act is PlanAct {
  return PLAN_ACTS.some((one) => one === act);
}

const MOST_CREDITS = 15;
const DIRECTIONS = ["add", "take", "owe"] as const;

/** Adds credits to a user's balance, or takes them. */
export async function adjustBalance(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const credits = (name: string) => {
    const digits = wholeNumber(text(name));
    return digits !== null && digits.length <= MOST_CREDITS ? BigInt(digits) : null;
  };
  const userId = z.uuid().safeParse(form.get("user"));
  if (!userId.success) return refuse(form, userSentence("unknown_user"));
  const amount = credits("amount");
  const lastDay = text("lastDay");
  const direction = DIRECTIONS.find((one) => one === text("direction"));
  const reason = adminReason.safeParse(text("adjustmentReason"));
  const idempotencyKey = text("idempotencyKey").slice(0, 100);
  const expiresAt = lastDay ? dayStart(lastDay, "UTC", 1) : null;
  const errors = {
    ...(amount === null || amount === 0n ? { amount: "Enter a number of credits." } : {}),
    ...(lastDay && !expiresAt ? { lastDay: "Enter a day." } : {}),
    ...(reason.success ? {} : { adjustmentReason: REASON }),
    ...(direction ? {} : { direction: "Choose whether to add or to take credits." }),
  };
  if (amount === null || !reason.success || !direction || Object.keys(errors).length > 0) {
    return refuse(form, null, errors);
  }
  if (!isStorable(idempotencyKey)) return refuse(form, "Reload the page and try again.");
  const sign = direction === "add" ? 1n : -1n;
  const confirmed = credits("confirmAmount");
  const result = await adjustCredits(
    database(),
    await adminActor(admin),
    {
      userId: userId.data,
      amount: sign * amount,
      confirmAmount: confirmed === null ? null : sign * confirmed,
      limit: BigInt(env().ADMIN_ADJUSTMENT_LIMIT),
      beyondAvailable: direction === "owe" ? "owe" : "refuse",
      expiresAt: sign > 0n ? expiresAt : null,
      idempotencyKey: adminsKey(idempotencyKey),
      reason: reason.data,
    },
    await now(),
  );
  if (result.ok) {
    revalidatePath(`/admin/users/${userId.data}`);
    const message = `The balance is now ${formatCredits(result.balance)}.`;
    return { ...freshForm, done: true, message, next: { idempotencyKey: crypto.randomUUID() } };
  }
  switch (result.reason) {
    case "adjustment_unconfirmed":
      return {
        ...refuse(form, null, { confirmAmount: `Enter ${formatCredits(amount)} to confirm it.` }),
        next: { confirm: "yes" },
      };
    case "insufficient_credits":
      return refuse(form, null, { amount: `Only ${formatCredits(result.available)} are available.` });
    case "ends_in_the_past":
      return refuse(form, null, { lastDay: "This day is in the past." });
    case "idempotency_key_reused":
      return refuse(form, "This form was already sent with other values. Reload the page.");
    case "balance_out_of_range":
      return refuse(form, "The balance would be too large.");
    case "invalid_amount":
      return refuse(form, null, { amount: result.detail });
    default:
      return refuse(form, userSentence("unknown_user"));
  }
}

/** Adds a note about a user. */
export async function saveNote(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const userId = z.uuid().safeParse(form.get("user"));
  const text = String(form.get("note") ?? "").trim();
  if (text === "" || text.length > 2000 || !isStorable(text)) {
    return refuse(form, null, { note: "Enter a note of at most 2,000 characters." });
  }
  if (!userId.success) return refuse(form, userSentence("unknown_user"));
  const actor = { ...(await adminActor(admin)), userId: admin.id };
  await addNote(database(), actor, { userId: userId.data, text }, await now());
  revalidatePath(`/admin/users/${userId.data}`);
  return { ...freshForm, done: true };
}
