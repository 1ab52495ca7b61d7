import { invalidFields, Problem } from "@/lib/api/problems";
import type { BillingRefusal } from "@/lib/billing/types";

/** Why a purchase or change could not begin, as a problem. */
export function billingProblem({ reason }: BillingRefusal): Problem {
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
      return invalidFields([{ field: "quantity", message: "This is more than one payment can hold: give less." }]);
    case "unknown_session":
      return new Problem("not_found", "There is no such checkout session.");
    case "already_subscribed":
      return new Problem(reason, "A paid plan is changed rather than bought again: see POST /api/v1/billing/portal.");
    case "no_billing_account":
      return new Problem(reason, "Buy a plan or a pack first; there is nothing to manage yet.");
    case "stripe_unavailable":
      return new Problem(reason, "Nothing was changed. Try again in a few seconds.");
  }
}
