import { NO_ROOM } from "@/lib/api/http/json";
import { invalidFields, Problem, rateLimited } from "@/lib/api/http/problems";
import type { BillingRefusal } from "@/lib/billing/types";

/** Why a purchase or change could not begin, as a problem. */
export function billingProblem(refusal: BillingRefusal): Problem {
  const { reason } = refusal;
  switch (reason) {
    case "unknown_price": {
      const message = "No plan is sold at this price: GET /api/v1/plans lists those that are.";
      return new Problem(reason, message, { errors: [{ field: "price", message }] });
    }
    case "unknown_pack": {
      const message = "No such pack is sold: GET /api/v1/plans lists those that are.";
      return new Problem(reason, message, { errors: [{ field: "pack", message }] });
    }
    case "quantity_too_large":
      return invalidFields([
        { field: "quantity", message: "This is more than one payment can hold: choose a smaller quantity." },
      ]);
    case "balance_out_of_range":
      return new Problem(reason, NO_ROOM);
    case "unknown_session":
      return new Problem("not_found", "There is no such checkout session.");
    case "already_subscribed":
      return new Problem(
        reason,
        "A paid plan is changed rather than bought again: see POST /api/v1/subscription/change.",
      );
    case "trial_refused": {
      const why =
        refusal.why === "claimed_before"
          ? "A free trial is limited to one for each person and card, and this card has had one."
          : "A free trial needs a card or bank account.";
      return new Problem(reason, `${why} Nothing was charged. Send {"trial": "none"} to subscribe without it.`);
    }
    case "email_not_verified":
      return new Problem(reason, "This plan begins with a trial, which needs a verified email address.");
    case "not_subscribed":
      return new Problem(reason, "Buy a plan first: POST /api/v1/subscription/checkout.");
    case "same_price":
      return new Problem(reason, "The subscription is at this price already. Nothing was changed.");
    case "cancellation_scheduled":
      return new Problem(
        reason,
        "Undo the cancellation first (POST /api/v1/subscription/resume), then change the plan.",
      );
    case "payment_overdue":
      return new Problem(reason, "The last invoice is not paid: pay it first (GET /api/v1/billing/invoices).");
    case "collection_by_hand":
      return new Problem(
        reason,
        "The plan is paid by invoice, or its collection is paused (see `collection`): no charge can be made for a change.",
      );
    case "preview_expired":
      return new Problem(reason, "This prorationDate is too old or in the future: request a new preview.");
    case "cancel_now_not_allowed":
      return new Problem(reason, 'Send {"when": "period_end"}: here a plan ends with the period that is paid for.');
    case "no_billing_account":
      return new Problem(reason, "Buy a plan or a pack first; there is nothing to manage yet.");
    case "no_saved_card":
      return new Problem(
        reason,
        "Buy once through POST /api/v1/credits/checkout, or save a card in the portal (POST /api/v1/billing/portal).",
      );
    case "unknown_payment_method":
      return invalidFields([{ field: "paymentMethod", message: refusal.sentence }]);
    case "card_declined":
      return new Problem(reason, refusal.sentence, {
        members: refusal.paymentId ? { payment: refusal.paymentId } : {},
      });
    case "authentication_required":
      return new Problem(
        reason,
        "The bank asked the cardholder to confirm and got no answer. Nothing was charged. Try again with the cardholder present, or with another payment method.",
      );
    case "price_unavailable":
      return new Problem(
        reason,
        "Stripe does not sell this price: it or its product is archived or missing there. Nothing was charged. An administrator can put it right with npm run seed or in Stripe's dashboard.",
      );
    case "coupon_ended":
      return new Problem(
        reason,
        "The coupon or promotion code has expired, was used up, or does not apply. Nothing was changed.",
      );
    case "currency_mismatch":
      return new Problem(
        reason,
        "Stripe bills a customer in a single currency while a subscription, invoice or discount in that currency is open. Nothing was charged.",
      );
    case "amount_out_of_range":
      return new Problem(
        reason,
        "The amount is below the minimum or above the maximum that Stripe allows for its currency. Nothing was charged.",
      );
    case "customer_missing":
      return new Problem(
        reason,
        "The customer and its saved cards were deleted at Stripe. Nothing was changed. Try again: the next purchase creates a new customer.",
      );
    case "billing_misconfigured":
      return new Problem(
        reason,
        "Stripe refused this app's key or account settings. Nothing was changed. An administrator has to put it right; the log names what is missing.",
      );
    case "stripe_refused":
      return new Problem(reason, "Stripe refused the request as it is. Nothing was charged. The log says why.");
    case "idempotency_key_reused":
      return new Problem(reason, "This key was sent with another request. Use a new key for a new purchase.");
    case "cap_below_pack": {
      const message = `Allow at least ${refusal.packCents}, the price of one purchase in the minor unit of its currency.`;
      return invalidFields([{ field: "monthlyCapCents", message }]);
    }
    case "too_many_purchases":
      return rateLimited(refusal.retryAfterSeconds);
    case "change_in_progress":
      return new Problem(reason, "Nothing was changed. Try again once the other change is done.", {
        headers: { "retry-after": String(refusal.retryAfterSeconds) },
      });
    case "payment_unknown":
      return new Problem(
        "stripe_unavailable",
        "Stripe did not say whether it charged. Send the same Idempotency-Key again: it never charges twice.",
      );
    case "stripe_unavailable":
      return new Problem(reason, "Nothing was changed. Try again in a few seconds.");
  }
}
