import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ChangePlanForm } from "@/components/admin/users/change-plan-form";
import { withRouter } from "@/dev/testing/with-router";

test("no plan is chosen for the admin, and the select says that one must be", () => {
  const prices = [
    { value: "starter", label: "Starter, $20 a month" },
    { value: "pro", label: "Pro, $50 a month" },
  ];
  const form = renderToStaticMarkup(
    withRouter(<ChangePlanForm userId="user-1" prices={prices} action={async (before) => before} />),
  );
  const options = [...form.matchAll(/<option value="([^"]*)"([^>]*)>([^<]*)/g)];
  expect(options.map(([, value, , label]) => [value, label])).toEqual([
    ["", "Choose a plan"],
    ["starter", "Starter, $20 a month"],
    ["pro", "Pro, $50 a month"],
  ]);
  expect(options.filter(([, , attributes]) => attributes?.includes("selected")).map(([, value]) => value)).toEqual([
    "",
  ]);
});
