import type { BillingRefusal } from "@/lib/billing/types";
import { userSentence } from "@/lib/refusals/user-sentence";

/** Why a purchase could not begin, for the person who wanted it, with what to do next. */
export function refusalSentence(reason: BillingRefusal["reason"]): string {
  return userSentence(reason);
}
