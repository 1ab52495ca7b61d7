"use server";

import { revalidatePath } from "next/cache";
import type { ActionOutcome } from "@/components/admin/use-outcome";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { startSampleYear } from "@/lib/sample-year/sample-year";

const PAGE = "/admin";

/** Local mode: begins the sample year that the demo offers. */
export async function startYear(): Promise<ActionOutcome> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, PAGE);
  const means = { database: database(), url: env().LOCAL_YEAR_URL };
  const started = await startSampleYear(means, await adminActor(admin), await now());
  revalidatePath(PAGE);
  return started.ok ? { ok: true, sentence: "The year begins." } : { ok: false, sentence: REFUSALS[started.reason] };
}

const REFUSALS = {
  not_offered: "Nothing here makes a sample year.",
  has_sales: "There is business already, so the clock is left alone.",
  unreachable: "The demo did not respond. Restart it.",
};
