import type { BillingRefusal } from "@/lib/billing/types";

/** Why a purchase was refused, for the user, with what to do next. */
export function refusalSentence(reason: BillingRefusal["reason"]): string {
  return sentences[reason];
}

const sentences: Record<BillingRefusal["reason"], string> = {
  unknown_price: "This price is no longer sold. Reload the page to see current prices.",
  unknown_pack: "This pack is no longer sold. Reload the page to see current packs.",
  quantity_too_large: "This quantity is too large for one payment. Choose a smaller one.",
  balance_out_of_range: "Your balance has reached its maximum. Spend some credits first. Nothing was charged.",
  unknown_session: "This checkout does not belong to your account.",
  already_subscribed: "You already have a plan. To switch to another, change it under Pricing.",
  trial_refused:
    "Free trials are limited to one per person and per card, and this card has already had one. Nothing was charged.",
  email_not_verified: "Verify your email address first: this plan starts with a free trial.",
  not_subscribed: "You have no paid plan yet. Choose one under Pricing.",
  same_price: "You are already on this plan.",
  cancellation_scheduled: "Your plan is set to end. Resume it first, then change it.",
  payment_overdue: "Your last payment failed. Pay it first, then change your plan.",
  collection_by_hand:
    "Your plan is billed by invoice, or its payments are paused. Nothing was charged. Contact us to change it.",
  preview_expired: "This preview is out of date. Review it again before you confirm.",
  cancel_now_not_allowed: "A plan can only be canceled at the end of its paid period.",
  no_billing_account: "There is nothing to manage yet: you have not bought anything.",
  no_saved_card: "You have no saved card. Buy once through the payment page, or save a card under Billing.",
  unknown_payment_method: "This card cannot be used. Try another.",
  card_declined: "Your card was declined. Nothing was charged.",
  authentication_required:
    "Your bank did not confirm the payment. Nothing was charged. Try again and complete your bank's check, or use another card.",
  price_unavailable: "This cannot be bought right now. Nothing was charged. Try again later or contact us.",
  coupon_ended: "The discount code is no longer valid. Nothing was charged.",
  currency_mismatch: "This is sold in a different currency from the one you already pay in. Nothing was charged.",
  amount_out_of_range: "This amount is too small or too large for one payment. Nothing was charged.",
  customer_missing: "Your billing account was removed by the payment service. Nothing was charged. Try again.",
  billing_misconfigured: "Payments are not set up correctly right now. Nothing was charged. Contact us.",
  stripe_refused: "The payment service refused this. Nothing was charged. Contact us if it happens again.",
  idempotency_key_reused: "This purchase was already started with different details. Reload the page and try again.",
  cap_below_pack: "The monthly limit is lower than the price of one pack. Raise the limit, or choose a smaller pack.",
  too_many_purchases: "You have made many purchases in a short time. Try again later.",
  change_in_progress: "Another change to your account is in progress. Try again in a moment.",
  payment_unknown:
    "The payment service did not respond. Try again: you will not be charged twice, and credits you have paid for are added automatically.",
  stripe_unavailable: "The payment page could not be reached. Nothing was charged. Try again in a moment.",
};
