import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { HistoryFilters } from "@/components/credits/history-filters";
import { parseHistoryQuery } from "@/components/credits/history-query";

test("the history is filtered by a plain form, whose address shows the same filter again", () => {
  const html = renderToStaticMarkup(<HistoryFilters query={{ type: "EXPIRY", from: "2026-01-31" }} />);
  expect(html).toMatch(/<form\b[^>]* action="\/credits#history"/);
  expect(html).toMatch(/<option[^>]* value="EXPIRY"[^>]* selected=""/);
  expect(html).toMatch(/<button type="submit"/);
  const named = [...html.matchAll(/ name="(\w+)"/g)].map(([, name]) => name);
  expect(named).toEqual(["type", "from", "to"]);
  expect(parseHistoryQuery({ type: "EXPIRY", from: "2026-01-31", to: "" })).toEqual({
    type: "EXPIRY",
    from: "2026-01-31",
  });
  expect(parseHistoryQuery({ type: "", from: "", to: "" })).toEqual({});
});
