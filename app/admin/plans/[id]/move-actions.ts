"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type FormState, fieldErrors, freshForm, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { cancelVersionMove } from "@/lib/billing/plans/version-moves/cancel-version-move";
import { previewVersionMove } from "@/lib/billing/plans/version-moves/preview-version-move";
import { startVersionMove, type VersionMoveStarted } from "@/lib/billing/plans/version-moves/start-version-move";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { wholeNumber } from "@/lib/format/whole-number";
import { storableText } from "@/lib/storable";

const reason = storableText.trim().min(1, "Enter a reason.").max(300, "Use at most 300 characters.");
const request = z.object({
  plan: z.uuid(),
  versionId: z.uuid(),
  subscribers: z.coerce.number().int(),
  confirmation: z.string().trim(),
  reason,
});

/** Moves the subscribers of older versions, once the number that the page shows was typed. */
export async function moveSubscribers(_before: FormState, form: FormData): Promise<FormState> {
  const admin = await requireAdmin();
  if (!isRecentlyAuthenticated(admin, new Date())) return refuseUnconfirmed(form);
  const wish = request.safeParse(Object.fromEntries(form));
  if (!wish.success) return refuse(form, null, fieldErrors(wish.error));
  const { plan: planId, versionId, subscribers, confirmation } = wish.data;
  const preview = await previewVersionMove(database(), planId);
  if (preview?.versionId !== versionId || preview.subscribers !== subscribers) {
    revalidatePath(`/admin/plans/${planId}`);
    return refuse(form, "The figures have changed. Check them again before you confirm.");
  }
  if (wholeNumber(confirmation) !== String(subscribers)) {
    return refuse(form, null, { confirmation: `Type ${subscribers}.` });
  }
  const move = { planId, versionId, reason: wish.data.reason };
  const started = await startVersionMove({ database: database() }, await adminActor(admin), move, await now());
  if (!started.ok) return refuse(form, REFUSED[started.reason]);
  revalidatePath(`/admin/plans/${planId}`);
  return { ...freshForm, done: true, message: "The move has begun. Each subscriber is told by mail." };
}

const REFUSED: Record<Extract<VersionMoveStarted, { ok: false }>["reason"], string> = {
  changed_meanwhile: "Another version is on sale now. Reload the page.",
  already_moving: "An earlier move has not reached everybody yet. Wait until it has, or cancel it.",
  nobody_to_move: "Nobody is on an older version who could be moved.",
};

/** Cancels a move for those who have not moved yet. */
export async function cancelMove(id: unknown, why: unknown): Promise<{ ok: boolean; sentence: string }> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, "/admin/plans");
  const wish = z.object({ id: z.uuid(), why: reason }).safeParse({ id, why });
  if (!wish.success) return { ok: false, sentence: "Enter a reason." };
  const request = { moveId: wish.data.id, reason: wish.data.why };
  const canceled = await cancelVersionMove({ database: database() }, await adminActor(admin), request, await now());
  revalidatePath("/admin/plans", "layout");
  return canceled.ok
    ? { ok: true, sentence: "The move is canceled. Scheduled changes are taken back now." }
    : { ok: false, sentence: "This move no longer exists. Reload the page." };
}
