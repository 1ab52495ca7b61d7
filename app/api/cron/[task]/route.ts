import { createHash, timingSafeEqual } from "node:crypto";
import { answer } from "@/lib/api/answer";
import { Problem } from "@/lib/api/problems";
import { reconcile } from "@/lib/billing/reconcile";
import { refillDue } from "@/lib/billing/refill-due";
import { runDueAutoTopups } from "@/lib/billing/run-due-auto-topups";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { expireAll, verifyLedger } from "@/lib/jobs/tasks";
import { notifyLowBalances } from "@/lib/notify/notify-low-balances";
import { stripeClient } from "@/lib/stripe/client";

type Context = { params: Promise<{ task: string }> };

/** For hosts that run no worker: what the worker does by itself, asked for from outside with the CRON_SECRET. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return answer(request, async () => {
    const run = TASKS[(await params).task];
    if (!isCron(request.headers.get("authorization"))) {
      return new Problem("unauthorized", "Send Authorization: Bearer and the CRON_SECRET, which must be set.");
    }
    if (!run) return new Problem("not_found", `The tasks are ${Object.keys(TASKS).join(", ")}.`);
    return run(await now());
  });
}

const TASKS: Record<string, ((at: Date) => Promise<object>) | undefined> = {
  refill: async (at) => {
    const { credits, ...run } = await refillDue(database(), at);
    return { ...run, credits: Number(credits) };
  },
  expire: async (at) => ({ accounts: await expireAll({ database: database() }, at) }),
  "top-up": (at) => runDueAutoTopups({ database: database(), stripe: stripeClient() }, at),
  "low-balances": async (at) => notifyLowBalances(database(), at),
  reconcile: (at) => reconcile({ database: database(), stripe: stripeClient() }, {}, at),
  verify: async (at) => ({ violations: await verifyLedger({ database: database() }, at) }),
};

function isCron(authorization: string | null): boolean {
  const { CRON_SECRET } = env();
  if (!CRON_SECRET || !authorization) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(authorization), digest(`Bearer ${CRON_SECRET}`));
}
