import { minutes } from "@/lib/refusals/minutes";
import type { Rows } from "@/lib/refusals/row";

/** Why a promo code grants no credits. */
export const promoCodes = {
  unknown_promo_code: {
    status: 404,
    title: "No such promo code",
    developer: "No promo code has this name.",
    user: "This code does not exist. Check the spelling.",
    field: "code",
  },
  promo_code_over: {
    status: 409,
    title: "This promo code is no longer valid",
    developer: "This code is no longer valid.",
    user: "This code is no longer valid.",
  },
  promo_code_expired: {
    code: "promo_code_over",
    developer: "This code has expired.",
    user: "This code has expired.",
  },
  promo_code_used_up: {
    code: "promo_code_over",
    developer: "This code has reached its limit of redemptions.",
    user: "This code has reached its redemption limit.",
  },
  promo_code_redeemed: {
    status: 409,
    title: "This account has already redeemed this code",
    developer: "Each account can redeem a code once.",
    user: "You have already redeemed this code.",
  },
  gift_code_redeemed: {
    code: "promo_code_over",
    developer: "This gift has been redeemed.",
    user: "This gift has been redeemed already.",
  },
  gift_code_refunded: {
    code: "promo_code_over",
    developer: "This gift was refunded, so its code is no longer valid.",
    user: "This gift was refunded, so its code is no longer valid.",
  },
  gift_code_disputed: {
    code: "promo_code_over",
    developer:
      "The payment for this gift is disputed. Its code is valid again if the bank decides that the payment stands.",
    user: "The payment for this gift is disputed. Its code cannot be redeemed until the bank has decided.",
  },
  gift_code_expired: {
    code: "promo_code_over",
    developer: "This gift code has expired.",
    user: "This gift code has expired.",
  },
  promo_email_not_verified: {
    code: "email_not_verified",
    developer: "The account's email address must be verified before it can redeem codes.",
    user: "Verify your email address first, then redeem the code.",
  },
  promo_balance_out_of_range: {
    code: "balance_out_of_range",
    developer: `A balance can hold at most ${Number.MAX_SAFE_INTEGER} credits. Spend some credits first.`,
    user: "Your balance has reached its maximum. Spend some credits first, then redeem the code.",
  },
  too_many_promo_codes: {
    code: "rate_limited",
    developer: ({ retryAfterSeconds }: { retryAfterSeconds: number }) => `Try again in ${retryAfterSeconds} seconds.`,
    user: ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
      `Too many invalid codes. Try again in ${minutes(retryAfterSeconds)}.`,
  },
} as const satisfies Rows;

/** The row for each reason that `redeemPromoCode` gives. */
export const PROMO_ROWS = {
  unknown_code: "unknown_promo_code",
  archived: "promo_code_over",
  expired: "promo_code_expired",
  used_up: "promo_code_used_up",
  gift_redeemed: "gift_code_redeemed",
  gift_refunded: "gift_code_refunded",
  gift_disputed: "gift_code_disputed",
  gift_expired: "gift_code_expired",
  already_redeemed: "promo_code_redeemed",
  email_not_verified: "promo_email_not_verified",
  balance_out_of_range: "promo_balance_out_of_range",
} as const;
