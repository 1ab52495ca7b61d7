"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { ActionOutcome } from "@/components/admin/use-outcome";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { dropJobs, retryJobs } from "@/lib/jobs/queue/change-jobs";

const PAGE = "/admin/jobs";
const GONE = { ok: false, sentence: "This job is running or already done. Reload the page." };
const idSchema = z.string().regex(/^\d{1,18}$/);

/** Runs a job now, with all its attempts anew. */
export async function retryJob(id: unknown): Promise<ActionOutcome> {
  return change(retryJobs, id, "The job runs now.");
}

/** Removes a job. */
export async function dropJob(id: unknown): Promise<ActionOutcome> {
  return change(dropJobs, id, "The job is dropped.");
}

async function change(verb: typeof retryJobs, id: unknown, sentence: string): Promise<ActionOutcome> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, PAGE);
  const read = idSchema.safeParse(id);
  if (!read.success) return GONE;
  const changed = await verb(database(), await adminActor(admin), [read.data], await now());
  revalidatePath(PAGE);
  return changed.ok ? { ok: true, sentence } : GONE;
}
