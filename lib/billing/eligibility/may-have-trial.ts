import { formerMailboxOf } from "@/lib/billing/eligibility/former-mailbox";
import { hadTrial } from "@/lib/billing/eligibility/had-trial";
import type { Db } from "@/lib/db";

/**
 * Whether somebody may still be offered a free trial: once for each person, with their first paid plan. Whether
 * their card may is known when it is: see claimCard.
 */
export async function mayHaveTrial(db: Db, userId: string): Promise<boolean> {
  return !(await hadTrial(db, userId)) && !(await formerMailboxOf(db, userId))?.hadTrial;
}
