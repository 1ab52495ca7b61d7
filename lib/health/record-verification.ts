import type { Db } from "@/lib/db";
import type { VerifyScope } from "@/lib/generated/prisma/enums";
import type { Violation } from "@/lib/ledger/invariants/violation";

export type Verification = {
  scope: VerifyScope;
  startedAt: Date;
  durationMs: number;
  accounts: bigint;
  entries: bigint;
  violations: readonly Violation[];
};

/** As many as a person reads; the log has all of them. */
const KEPT = 1_000;

/** Keeps the result of a verification for the health page and its alerts. */
export async function recordVerification(db: Db, { violations, durationMs, ...run }: Verification): Promise<void> {
  await db.verifyRun.create({
    data: {
      ...run,
      durationMs: Math.round(durationMs),
      violations: violations.length,
      found: violations
        .slice(0, KEPT)
        .map(({ accountId, invariant, sentence }) => ({ accountId, invariant, sentence })),
    },
  });
}
