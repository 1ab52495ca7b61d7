import { planTerms } from "@/lib/billing/refills/plan-terms";
import type { Database } from "@/lib/db";
import type { CaptureRequest, CaptureResult } from "@/lib/ledger/capture-hold";
import type { Overloaded } from "@/lib/ledger/open-spend-queue";
import { spendQueue } from "@/lib/ledger/spend-queue";

type Asked = { userId: string; overdraft: bigint | undefined };

/**
 * Captures a hold through the spend queue. Above the hold and what is available, `overdraft` may become debt; by default what the
 * plan allows. The plan is only read when a capture is refused without it.
 */
export async function captureWithin(
  { prisma }: Pick<Database, "prisma">,
  request: CaptureRequest,
  { userId, overdraft }: Asked,
  now: Date,
): Promise<CaptureResult | Overloaded> {
  const result = await spendQueue().capture({ ...request, overdraft }, now);
  if (result.ok || result.reason !== "insufficient_credits" || overdraft !== undefined) return result;
  const allowed = (await planTerms(prisma, userId, now)).overdraft;
  return allowed > 0n ? spendQueue().capture({ ...request, overdraft: allowed }, now) : result;
}
