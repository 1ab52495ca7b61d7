import type { BillingRefusal } from "@/lib/billing/types";

/** Why a purchase could not begin, for the one who wanted it, with what to do next. */
export function refusalSentence(reason: BillingRefusal["reason"]): string {
  return sentences[reason];
}

const sentences: Record<BillingRefusal["reason"], string> = {
  unknown_price: "This price is no longer sold. Reload the page to see what is.",
  unknown_pack: "This pack is no longer sold. Reload the page to see what is.",
  quantity_too_large: "That is more than one payment can hold. Choose a smaller quantity.",
  balance_out_of_range: "Your balance is as large as it can be. Spend some credits first. Nothing was charged.",
  unknown_session: "This checkout does not belong to your account.",
  already_subscribed: "You already have a plan. To switch to another, change it under Pricing.",
  trial_refused:
    "Free trials are limited to one for each person and each card, and this card has had one. Nothing was charged.",
  email_not_verified: "Verify your email address first: this plan begins with a free trial.",
  not_subscribed: "You have no paid plan yet. Choose one under Pricing.",
  same_price: "This is the plan you are on.",
  cancellation_scheduled: "Your plan is set to end. Resume it first, then change it.",
  payment_overdue: "Your last payment did not go through. Pay it first, then change your plan.",
  collection_by_hand:
    "Your plan is billed by invoice, or its payments are paused. Nothing was charged. Contact us to change it.",
  preview_expired: "This preview is no longer up to date. Look at it again before you confirm.",
  cancel_now_not_allowed: "A plan ends with the period that is paid for, not at once.",
  no_billing_account: "There is nothing to manage yet: you have not bought anything.",
  no_saved_card: "There is no saved card. Buy once through the payment page, or save a card under Billing.",
  unknown_payment_method: "This card cannot be used. Try another.",
  card_declined: "Your card was declined. Nothing was charged.",
  authentication_required:
    "Your bank did not confirm the payment. Nothing was charged. Try again and complete your bank's check, or use another card.",
  price_unavailable: "This cannot be bought at the moment. Nothing was charged. Please try again later or contact us.",
  coupon_ended: "The discount code is no longer valid. Nothing was charged.",
  currency_mismatch: "This is sold in a different currency from the one you already pay in. Nothing was charged.",
  amount_out_of_range: "This amount is too small or too large for one payment. Nothing was charged.",
  customer_missing: "Your billing account was removed by the payment service. Nothing was charged; please try again.",
  billing_misconfigured: "Payments are not set up correctly at the moment. Nothing was charged. Please contact us.",
  stripe_refused: "The payment service refused this. Nothing was charged. Please contact us if it happens again.",
  idempotency_key_reused: "This purchase was already started with different details. Reload the page and try again.",
  cap_below_pack: "The monthly limit is lower than one purchase. Allow more, or choose a smaller pack.",
  too_many_purchases: "That was a lot in a short time. Please try again in a while.",
  change_in_progress: "Another change to your account is still being made. Please try again in a moment.",
  payment_unknown:
    "The payment service did not respond. Press the button again: you will not be charged twice, and credits you have paid for are added automatically.",
  stripe_unavailable: "The payment page could not be reached. Nothing was charged; please try again in a moment.",
};
