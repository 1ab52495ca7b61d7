"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
import { pageNow, subscriptionOf } from "@/app/viewer";
import type { TimeMoved } from "@/components/shell/time-machine";
import { requireUser } from "@/lib/auth/guards";
import { env } from "@/lib/env";
import { mayMoveTime } from "@/lib/jobs/may-move-time";
import { moveTime, type TimeStep } from "@/lib/jobs/move-time";
import { HOUR_MS } from "@/lib/time";

const steps = z.enum(["day", "month", "renewal"]);

/** Local mode only: advances the clock of the app and of the local Stripe, for users who may. */
export async function travel(_before: TimeMoved | null, form: FormData): Promise<TimeMoved> {
  const user = await requireUser("/dashboard");
  if (!mayMoveTime(user, await headers(), env())) return { sentence: NOT_ALLOWED, failed: true };
  const step = steps.safeParse(form.get("step"));
  if (!step.success) return { sentence: "This is not a valid time step.", failed: true };
  const target = await targetOf(step.data, user.id);
  if (!target) return { sentence: "There is no upcoming renewal to advance to.", failed: true };
  const moved = await moveTime(target);
  revalidatePath("/", "layout");
  return moved.ok ? { sentence: null, failed: false } : { sentence: refusals[moved.reason], failed: true };
}

const NOT_ALLOWED = "Only admins can advance the clock here.";

const refusals = {
  not_local: "The clock can only be advanced in local mode.",
  backwards: "The clock only moves forward.",
  clock_unreachable: "The local Stripe did not respond. Is it running?",
};

// Stripe keeps a renewal's draft invoice open for an hour before it collects payment.
const COLLECTED_AFTER_HOURS = 2;

async function targetOf(step: z.output<typeof steps>, userId: string): Promise<TimeStep | null> {
  if (step === "day") return { by: { days: 1 } };
  if (step === "month") return { by: { months: 1, hours: COLLECTED_AFTER_HOURS } };
  const subscription = await subscriptionOf(userId);
  const renewal = subscription?.plan.isFree ? subscription.nextRefill?.at : subscription?.currentPeriodEnd;
  return renewal && renewal > (await pageNow())
    ? { to: new Date(renewal.getTime() + COLLECTED_AFTER_HOURS * HOUR_MS) }
    : null;
}
