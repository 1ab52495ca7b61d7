import { moveOffsetMs, now, readOffsetMs } from "@/lib/clock";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { enqueueDueWork } from "@/lib/jobs/enqueue";
import { addMonths, DAY_MS, HOUR_MS } from "@/lib/time";

export type TimeStep = { by: { months?: number; days?: number; hours?: number } } | { to: Date };

export type MovedTime =
  | { ok: true; now: Date }
  | { ok: false; reason: "not_local" | "backwards" | "clock_unreachable" };

/**
 * Local mode only: advances the app's clock and the local Stripe's together, then runs what has come due. The app's clock
 * goes first, so that events of the new time never arrive before it. Between two moments the local Stripe waits for its
 * webhooks, as if the time had passed; without `wait` it goes on while they are delivered.
 */
export async function moveTime(step: TimeStep, { wait = true } = {}): Promise<MovedTime> {
  const { LOCAL_MODE, LOCAL_CLOCK_URL } = env();
  if (!LOCAL_MODE) return { ok: false, reason: "not_local" };
  const from = await now();
  const to = "to" in step ? step.to : after(from, step.by);
  if (to < from) return { ok: false, reason: "backwards" };
  const { prisma, sql } = database();
  await moveOffsetMs(prisma, (await readOffsetMs(prisma)) + to.getTime() - from.getTime());
  if (LOCAL_CLOCK_URL && !(await movePaymentClock(LOCAL_CLOCK_URL, { to, wait }))) {
    return { ok: false, reason: "clock_unreachable" };
  }
  await enqueueDueWork(sql);
  return { ok: true, now: await now() };
}

function after(from: Date, { months = 0, days = 0, hours = 0 }: { months?: number; days?: number; hours?: number }) {
  return new Date(addMonths(from, months).getTime() + days * DAY_MS + hours * HOUR_MS);
}

async function movePaymentClock(url: string, how: { to: Date; wait: boolean }): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(how),
    });
    return response.ok;
  } catch {
    return false;
  }
}
