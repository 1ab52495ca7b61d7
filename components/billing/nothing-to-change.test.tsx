import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { NothingToChange } from "@/components/billing/nothing-to-change";
import { withRouter } from "@/dev/testing/with-router";

test.each([
  ["", "Choose a plan first."],
  ["price_gone", "This price is no longer sold. Choose one of the current plans."],
])("a change to the price %o says what to do and links to the plans", (price, sentence) => {
  const shown = renderToStaticMarkup(withRouter(<NothingToChange price={price} />));
  expect(shown).toContain(sentence);
  expect(shown).toMatch(/<a[^>]*href="\/pricing"[^>]*>.*See plans/);
  expect(shown).not.toContain("Reload");
});
