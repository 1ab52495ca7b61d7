import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ChangePreviewFacts } from "@/components/billing/change-preview";
import { confirmWord } from "@/components/billing/confirm-word";
import type { ChangePreview } from "@/lib/billing/plans/preview-change";

const upgrade: ChangePreview = {
  ok: true,
  kind: "upgrade",
  effective: "now",
  at: new Date("2026-11-21T12:00:00Z"),
  cancelsScheduled: false,
  isScheduled: false,
  plan: { key: "creator", name: "Creator", creditsPerMonth: 1_000n },
  price: { id: "price", interval: "MONTH", amountCents: 9_000, currency: "usd" },
  quantity: 1,
  monthlyCredits: 1_000n,
  amountDueCents: 5_000,
  currency: "usd",
  method: null,
  lines: [],
  nextInvoice: { at: new Date("2026-12-21T12:00:00Z"), amountCents: 9_000 },
  creditsNow: 600n,
  nextRefill: null,
  prorationDate: null,
};

const shown = (preview: ChangePreview) =>
  renderToStaticMarkup(<ChangePreviewFacts preview={preview} outdated={false} />);

test("a change says that it cancels the one that is scheduled, now and at the end of the period", () => {
  for (const effective of ["now", "period_end"] as const) {
    expect(shown({ ...upgrade, effective, cancelsScheduled: true })).toContain(
      "The change that is scheduled now is canceled.",
    );
    expect(shown({ ...upgrade, effective })).not.toContain("is canceled");
  }
});

test("a change that is scheduled already says so, and there is nothing to confirm", () => {
  const scheduled: ChangePreview = { ...upgrade, kind: "downgrade", effective: "period_end", isScheduled: true };
  expect(shown(scheduled)).toContain("Creator is already scheduled");
  expect(confirmWord(scheduled)).toBeNull();
  expect(confirmWord({ ...scheduled, isScheduled: false })).toBe("Schedule the change");
});
