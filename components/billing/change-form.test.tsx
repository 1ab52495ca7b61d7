import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ChangeForm } from "@/components/billing/change-form";

test("a button that changes the plan leads to the page that previews the change, where no script runs", () => {
  const form = renderToStaticMarkup(
    <ChangeForm price="price-1" instead={() => undefined}>
      <button type="submit">Upgrade</button>
    </ChangeForm>,
  );
  expect(form).toMatch(/^<form action="\/billing\/change"><input type="hidden" name="price" value="price-1"\/>/);
});
