import { z } from "zod";
import type { Db } from "@/lib/db";
import type { HealthAlert, ReconcileRun, VerifyRun } from "@/lib/generated/prisma/client";

const violations = z.array(z.object({ accountId: z.string(), invariant: z.string(), sentence: z.string() }));
const drifts = z.array(
  z.object({
    object: z.string(),
    id: z.string(),
    user: z.string().nullable(),
    what: z.string(),
    healed: z.boolean(),
  }),
);

export type CheckedLedger = Omit<VerifyRun, "found"> & { found: z.output<typeof violations> };
export type CheckedStripe = Omit<ReconcileRun, "drift" | "checked"> & { drift: z.output<typeof drifts> };

/**
 * The last verification of each scope: what a full one found is not looked at again by those that only read what is
 * new.
 */
export async function lastVerifications(db: Db): Promise<CheckedLedger[]> {
  const runs = await Promise.all(
    (["NEW", "ALL"] as const).map((scope) =>
      db.verifyRun.findFirst({ where: { scope }, orderBy: { startedAt: "desc" } }),
    ),
  );
  return runs.flatMap((run) => (run ? [{ ...run, found: violations.parse(run.found) }] : []));
}

/** The last comparisons with Stripe that came to a report, newest first. */
export async function lastReconciliations(db: Db, limit: number): Promise<CheckedStripe[]> {
  // A run that is under way, or was cut off, has counted nothing.
  const runs = await db.reconcileRun.findMany({
    where: { NOT: { checked: { equals: {} } } },
    orderBy: { startedAt: "desc" },
    take: limit,
  });
  return runs.map(({ checked: _, ...run }) => ({ ...run, drift: drifts.parse(run.drift) }));
}

/** What admins were alerted about last, newest first. */
export async function lastAlerts(db: Db, limit: number): Promise<HealthAlert[]> {
  return db.healthAlert.findMany({ orderBy: { raisedAt: "desc" }, take: limit });
}
