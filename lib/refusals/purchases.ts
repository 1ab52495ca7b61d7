import type { Rows } from "@/lib/refusals/row";

/** Why a purchase or a plan change is refused by the app itself. Refusals by Stripe are in stripe.ts. */
export const purchases = {
  unknown_price: {
    status: 404,
    title: "No such price",
    developer: "No plan is sold at this price. GET /api/v1/plans lists the prices of all plans.",
    user: "This price is no longer sold. Reload the page to see current prices.",
    field: "price",
  },
  unknown_pack: {
    status: 404,
    title: "No such pack",
    developer: "No such pack is sold. GET /api/v1/plans lists all packs.",
    user: "This pack is no longer sold. Reload the page to see current packs.",
    field: "pack",
  },
  quantity_too_large: {
    code: "validation_failed",
    developer: "The total exceeds what one payment can be. Choose a smaller quantity.",
    user: "This quantity is too large for one payment. Choose a smaller one.",
    field: "quantity",
  },
  credits_not_sold: {
    code: "validation_failed",
    developer:
      "The pack is not sold in this amount. GET /api/v1/plans has the smallest amount (`credits`) and the largest (`volume.maxCredits`); a pack without `volume` is only sold as it is.",
    user: "These credits are not sold in this amount. Choose another.",
    field: "credits",
  },
  unknown_session: {
    code: "not_found",
    developer: "No such checkout session.",
    user: "This checkout does not belong to your account.",
  },
  no_subscription: { code: "not_found", developer: "This account has no subscription." },
  already_subscribed: {
    status: 409,
    title: "The account already has a paid subscription",
    developer: "Change the plan with POST /api/v1/subscription/change instead.",
    user: "You already have a plan. To switch to another, change it under Pricing.",
  },
  trial_refused: {
    status: 409,
    title: "This payment method is not eligible for a free trial",
    developer:
      'Free trials are limited to one per person and card, and this card has had one. Nothing was charged. Send {"trial": "none"} to subscribe without a trial.',
    user: "Free trials are limited to one per person and per card, and this card has already had one. Nothing was charged.",
  },
  trial_needs_card: {
    code: "trial_refused",
    developer:
      'A free trial requires a card or a bank account. Nothing was charged. Send {"trial": "none"} to subscribe without a trial.',
  },
  email_not_verified: {
    status: 409,
    title: "The email address is not verified",
    developer: "This plan starts with a free trial, which requires a verified email address.",
    user: "Verify your email address first: this plan starts with a free trial.",
  },
  not_subscribed: {
    status: 409,
    title: "The account has no paid subscription",
    developer: "Subscribe first with POST /api/v1/subscription/checkout.",
    user: "You have no paid plan yet. Choose one under Pricing.",
  },
  terms_change: {
    status: 409,
    title: "The terms of the plan change",
    developer:
      "The plan moves to a newer version at the end of the period, which cannot be undone. Cancel or change it.",
    user: "The terms of your plan change at the end of the period. Cancel it or choose another plan before then if you do not want that.",
  },
  same_price: {
    status: 409,
    title: "The subscription already has this price",
    developer: "Nothing was changed.",
    user: "You are already on this plan.",
  },
  cancellation_scheduled: {
    status: 409,
    title: "The subscription is set to cancel",
    developer: "Resume the subscription with POST /api/v1/subscription/resume, then change the plan.",
    user: "Your plan is set to end. Resume it first, then change it.",
  },
  payment_overdue: {
    status: 409,
    title: "The latest invoice is unpaid",
    developer: "Pay the open invoice first. GET /api/v1/billing/invoices has its URL.",
    user: "Your last payment failed. Pay it first, then change your plan.",
  },
  collection_by_hand: {
    status: 409,
    title: "The subscription is not charged automatically",
    developer:
      "The subscription is billed by invoice, or its collection is paused (see `collection`), so a change cannot be charged.",
    user: "Your plan is billed by invoice, or its payments are paused. Nothing was charged. Contact us to change it.",
  },
  preview_expired: {
    status: 409,
    title: "The preview has expired",
    developer: "This prorationDate is too old or in the future. Request a new preview.",
    user: "This preview is out of date. Review it again before you confirm.",
  },
  cancel_now_not_allowed: {
    status: 409,
    title: "Plans cannot be canceled immediately",
    developer: 'Send {"when": "period_end"}: plans are canceled at the end of the paid period.',
    user: "A plan can only be canceled at the end of its paid period.",
  },
  no_billing_account: {
    status: 409,
    title: "The account has no billing history",
    developer: "Buy a plan or a pack first.",
    user: "There is nothing to manage yet: you have not bought anything.",
  },
  no_saved_card: {
    status: 409,
    title: "The account has no saved card",
    developer:
      "Make a purchase with POST /api/v1/credits/checkout, or save a card in the portal (POST /api/v1/billing/portal).",
    user: "You have no saved card. Buy once through the payment page, or save a card under Billing.",
  },
  cap_below_pack: {
    code: "validation_failed",
    developer: ({ packCents }: { packCents: number }) =>
      `The cap must be at least ${packCents}, the price of the pack in the minor unit of its currency.`,
    user: "The monthly limit is lower than the price of one pack. Raise the limit, or choose a smaller pack.",
    field: "monthlyCapCents",
  },
  too_many_purchases: {
    code: "rate_limited",
    developer: ({ retryAfterSeconds }: { retryAfterSeconds: number }) => `Try again in ${retryAfterSeconds} seconds.`,
    user: "You have made many purchases in a short time. Try again later.",
  },
} as const satisfies Rows;
