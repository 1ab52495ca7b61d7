"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { ReplayOutcome } from "@/components/admin/webhooks/replay-outcome";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { type ReplayWish, replayEvents } from "@/lib/stripe/inbox/replay-events";

const PAGE = "/admin/webhooks";
const idsSchema = z
  .array(z.string().regex(/^[\x21-\x7e]{1,255}$/))
  .min(1)
  .max(100);

/** Replays the events with these ids. */
export async function replaySelected(ids: unknown): Promise<ReplayOutcome> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, PAGE);
  const read = idsSchema.safeParse(ids);
  if (!read.success) return { ok: false, sentence: "Select between 1 and 100 events.", replayId: null };
  return replay({ ids: read.data }, admin);
}

/** Replays every failed event. */
export async function replayFailed(): Promise<ReplayOutcome> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, PAGE);
  return replay("failed", admin);
}

async function replay(wish: ReplayWish, admin: Awaited<ReturnType<typeof requireAdmin>>): Promise<ReplayOutcome> {
  const replayed = await replayEvents(database(), await adminActor(admin), wish, await now());
  revalidatePath(PAGE, "layout");
  if (!replayed.ok) return { ok: false, sentence: "There is nothing to replay. Reload the page.", replayId: null };
  const { events, replayId } = replayed;
  return { ok: true, sentence: events === 1 ? "The event is replayed." : `${events} events are replayed.`, replayId };
}
