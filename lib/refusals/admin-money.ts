import type { Rows } from "@/lib/refusals/row";

/** Why a payment is not refunded, or a change of the catalogue is not made. */
export const adminMoney = {
  unknown_payment: { code: "not_found", developer: "No such payment." },
  nothing_to_refund: {
    status: 409,
    title: "There is nothing left to refund",
    developer: "The payment was not paid in Stripe, or all of it was refunded. Nothing was changed.",
  },
  exceeds_payment: {
    code: "validation_failed",
    developer: ({ refundableCents }: { refundableCents: number }) =>
      `Must be from 1 to ${refundableCents}, which can still be refunded.`,
    field: "amountCents",
  },
  refund_refused: {
    status: 409,
    title: "Stripe refused the refund",
    developer: ({ detail }: { detail: string }) => detail,
  },
  account_deleted: {
    status: 409,
    title: "The account was deleted",
    developer: "Nothing is recorded for a deleted account. Refund the payment in Stripe.",
  },
  unknown_item: { code: "not_found", developer: "The catalogue has no such plan, pack or meter." },
  price_does_not_fit: {
    status: 409,
    title: "The Stripe price cannot sell this",
    developer: ({ detail }: { detail: string }) => detail,
  },
  key_taken: {
    status: 409,
    title: "This key is in use",
    developer: "Keys are unique. Choose another key, or edit the one that has it.",
  },
  free_plan_exists: {
    status: 409,
    title: "There is already a free plan",
    developer: "Only one free plan can be on sale, because everyone without a paid plan is on it. Archive it first.",
  },
  key_is_fixed: { code: "validation_failed", developer: "The key cannot be changed.", field: "key" },
  changed_meanwhile: {
    status: 409,
    title: "It was edited meanwhile",
    developer: "Another version is on sale than `version` says. Read it again, and send the edit for the new version.",
  },
  kind_is_fixed: {
    code: "validation_failed",
    developer: "A paid plan cannot become free, and a free plan cannot become paid.",
    field: "isFree",
  },
} as const satisfies Rows;
