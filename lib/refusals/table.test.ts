import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { API_GUIDE, apiGuide } from "@/dev/api-guide";
import { PROBLEMS } from "@/lib/api/http/problems";
import { REFUSALS } from "@/lib/refusals/table";

const rows = Object.entries(REFUSALS);

test("the codes of the API and their statuses are a contract", () => {
  const byStatus: Record<number, string[]> = {};
  for (const [code, { status }] of Object.entries(PROBLEMS)) byStatus[status] = [...(byStatus[status] ?? []), code];
  for (const codes of Object.values(byStatus)) codes.sort();
  expect(byStatus).toEqual({
    400: ["bad_signature", "malformed_request"],
    401: ["invalid_code", "invalid_credentials", "second_factor_required", "unauthorized", "untrusted_origin"],
    402: ["authentication_required", "budget_exceeded", "card_declined", "insufficient_credits", "limit_reached"],
    403: ["budget_of_this_key", "reauthentication_required", "view_only"],
    404: ["not_found", "unknown_pack", "unknown_price", "unknown_promo_code"],
    405: ["method_not_allowed"],
    409: [
      "account_deleted",
      "adjustment_unconfirmed",
      "already_subscribed",
      "amount_out_of_range",
      "balance_out_of_range",
      "billing_misconfigured",
      "budget_of_plan",
      "cancel_now_not_allowed",
      "cancellation_scheduled",
      "change_in_progress",
      "changed_meanwhile",
      "collection_by_hand",
      "coupon_ended",
      "currency_mismatch",
      "customer_missing",
      "customer_signs_in",
      "email_not_verified",
      "email_taken",
      "endpoint_disabled",
      "exceeds_spend",
      "external_id_taken",
      "free_plan_exists",
      "hold_not_open",
      "idempotency_key_reused",
      "key_taken",
      "no_billing_account",
      "no_longer_admin",
      "no_saved_card",
      "not_a_spend",
      "not_subscribed",
      "nothing_to_refund",
      "own_account",
      "payment_overdue",
      "preview_expired",
      "price_does_not_fit",
      "price_unavailable",
      "promo_code_over",
      "promo_code_redeemed",
      "refund_refused",
      "refund_too_late",
      "same_price",
      "stripe_refused",
      "terms_change",
      "too_many_budgets",
      "too_many_endpoints",
      "too_many_keys",
      "trial_refused",
    ],
    413: ["payload_too_large"],
    422: ["validation_failed"],
    429: ["rate_limited", "too_many_streams"],
    500: ["internal_error"],
    503: ["database_unavailable", "no_stream_free", "not_ready", "overloaded", "stripe_unavailable"],
  });
});

test("a refusal without a code of its own uses a code of the table", () => {
  for (const [name, row] of rows) if ("code" in row) expect(Object.keys(PROBLEMS), name).toContain(row.code);
});

test("titles are phrases, and sentences for developers and users are complete", () => {
  for (const [name, row] of rows) {
    if ("title" in row) expect(row.title, name).toMatch(/^[A-Z].*[^.]$/);
    for (const sentence of [row.developer, "user" in row ? row.user : "Fine."]) {
      if (typeof sentence === "string") expect(sentence, name).toMatch(/^[A-Za-z].*\.$/);
    }
  }
});

test("docs/api.md lists every code with its status and title: npm run client:generate", () => {
  expect(readFileSync(API_GUIDE, "utf8")).toBe(apiGuide());
});
