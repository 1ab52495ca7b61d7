"use server";

import { revalidatePath } from "next/cache";
import type { ActionOutcome } from "@/components/admin/use-outcome";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { type Check, runCheckNow } from "@/lib/jobs/queue/run-now";

const PAGE = "/admin/health";

/** Verifies what is new in the ledger. */
export async function verifyNow(): Promise<ActionOutcome> {
  return check("verify");
}

/** Compares the database with Stripe. */
export async function reconcileNow(): Promise<ActionOutcome> {
  return check("reconcile");
}

async function check(which: Check): Promise<ActionOutcome> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, PAGE);
  await runCheckNow(database(), await adminActor(admin), which, await now());
  revalidatePath(PAGE);
  return { ok: true, sentence: "It is queued. Reload the page in a moment." };
}
