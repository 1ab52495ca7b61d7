import { formerMailboxOf } from "@/lib/billing/eligibility/former-mailbox";
import { hadTrial } from "@/lib/billing/eligibility/had-trial";
import type { Db } from "@/lib/db";

/**
 * Whether a user can be offered a free trial: once, with their first paid plan. Their card is checked once it is known:
 * see claimCard.
 */
export async function mayHaveTrial(db: Db, userId: string): Promise<boolean> {
  return !(await hadTrial(db, userId)) && !(await formerMailboxOf(db, userId))?.hadTrial;
}
