"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { ActOutcome } from "@/components/admin/users/act-button";
import { adminReason, REASON } from "@/lib/account/admin-reason";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { resendMail } from "@/lib/notify/resend-mail";

const input = z.object({ userId: z.uuid(), mailId: z.uuid() });

/** Sends an email of a user again. */
export async function resend(userId: unknown, mailId: unknown, reason: unknown): Promise<ActOutcome> {
  const admin = await requireAdmin();
  const wish = input.safeParse({ userId, mailId });
  requireRecentIdentity(admin, wish.success ? `/admin/users/${wish.data.userId}` : "/admin/users");
  if (!wish.success) return { ok: false, sentence: REFUSED.unknown_mail };
  const why = adminReason.safeParse(reason);
  if (!why.success) return { ok: false, sentence: REASON };
  const request = { ...wish.data, reason: why.data };
  const sent = await resendMail(database(), await adminActor(admin), request, await now());
  revalidatePath(`/admin/users/${wish.data.userId}`);
  return sent.ok ? { ok: true, sentence: "The email is on its way." } : { ok: false, sentence: REFUSED[sent.reason] };
}

const REFUSED = {
  unknown_mail: "This email no longer exists. Reload the page.",
  missing_reason: "Enter a reason.",
  purged: "Its text was removed after the time that emails are kept.",
  has_link: "Its link works once and for a short time. Send a new one instead.",
  still_waiting: "It is still to be sent.",
  no_address: "They have no verified address.",
};
