import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { EventList } from "@/components/billing/event-list";

test("an event that moved no money has a dash, and one that did has its amount", () => {
  const event = {
    ...{ id: "1", type: "started", description: "Explorer trial started", currency: "usd", credits: null },
    ...{ paymentId: null, occurredAt: new Date("2026-12-24T09:00:00Z") },
  };
  const row = (amountCents: number | null) =>
    renderToStaticMarkup(<EventList events={[{ ...event, amountCents }]} />).replaceAll(/<[^>]*>/g, " ");
  for (const nothing of [0, null]) expect(row(nothing)).not.toContain("$");
  expect(row(3_000)).toContain("$30.00");
});
