import { subscribe } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { bank } from "./support/stripe";
import { expect, test } from "./support/test";

const REFUSED = {
  next: 1,
  kind: "before",
  status: 400,
  error: {
    type: "invalid_request_error",
    param: "line_items[0][price]",
    message: "The price specified is inactive. This field only accepts active prices.",
  },
};
const FORBIDDEN = {
  next: 1,
  kind: "before",
  status: 403,
  error: { type: "invalid_request_error", message: "The provided key does not have the required permissions." },
};

test("a refusal by Stripe is shown in a sentence beside the button", { tag: "@full" }, async ({ page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await page.goto("/pricing");
  await bank("fail", { ...REFUSED, method: "POST", path: "/v1/checkout/sessions" });
  await page.getByRole("button", { name: "Choose Pro" }).click();
  await expect(page.getByRole("alert").getByText("This cannot be bought right now.", { exact: false })).toBeVisible();

  await subscribe(page, "Pro");
  await page.goto("/billing");
  await bank("fail", { ...FORBIDDEN, method: "POST", path: "/v1/billing_portal/sessions" });
  await page.getByRole("button", { name: "Open Stripe's customer portal" }).click();
  await expect(page.getByRole("alert").getByText("Payments are not set up correctly", { exact: false })).toBeVisible();
});
