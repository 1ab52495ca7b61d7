import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { BillingActions, Refused } from "@/components/billing/billing-actions";
import { ChangeRefused } from "@/components/billing/change-refused";
import type { FormState } from "@/components/ui/form-state";
import { withRouter } from "@/dev/testing/with-router";

const actions = {
  resumeByForm: async (before: FormState) => before,
  updateCard: async (before: FormState) => before,
} as Partial<BillingActions> as BillingActions;

const shown = (reason: Refused["reason"]) =>
  renderToStaticMarkup(
    withRouter(
      <ChangeRefused refusal={{ ok: false, reason, sentence: "Why." }} actions={actions} size="medium">
        <a href="/pricing">Back to pricing</a>
      </ChangeRefused>,
    ),
  );

test("a change that does not fit the plan is no error, and one that failed is", () => {
  for (const reason of ["same_price", "cancellation_scheduled", "not_subscribed"] as const) {
    expect(shown(reason), reason).not.toContain("text-danger");
  }
  expect(shown("card_declined")).toContain("text-danger");
});

test("the way on that the reason has stands beside the one that the page offers", () => {
  expect(shown("cancellation_scheduled")).toMatch(/Resume the plan.*Back to pricing/);
  expect(shown("not_subscribed")).toMatch(/See plans.*Back to pricing/);
});
