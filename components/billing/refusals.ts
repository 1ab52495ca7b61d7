import type { BillingRefusal } from "@/lib/billing/types";

/** Why a purchase could not begin, for the one who wanted it, with what to do next. */
export function refusalSentence(reason: BillingRefusal["reason"]): string {
  return sentences[reason];
}

const sentences: Record<BillingRefusal["reason"], string> = {
  unknown_price: "This price is no longer sold. Reload the page to see what is.",
  unknown_pack: "This pack is no longer sold. Reload the page to see what is.",
  quantity_too_large: "That is more than one payment can hold. Choose a smaller quantity.",
  unknown_session: "This checkout does not belong to your account.",
  already_subscribed:
    "You have a subscription already, and never pay for two. Cancel it under Billing, and choose anew when it has ended.",
  no_billing_account: "There is nothing to manage yet: you have not bought anything.",
  stripe_unavailable: "The payment page could not be reached. Nothing was charged; please try again in a moment.",
};
