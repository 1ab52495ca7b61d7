import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { VersionMoveCard } from "@/components/admin/catalogue/version-move-card";
import { termChanges } from "@/components/admin/catalogue/version-move-words";
import { freshForm } from "@/components/ui/form-state";
import type { VersionTerms } from "@/lib/billing/plans/version-moves/types";

const from: VersionTerms = {
  stripePriceId: "price_1",
  version: 1,
  name: "Pro",
  interval: "YEAR",
  amountCents: 39_000,
  currency: "usd",
  creditsPerMonth: 400n,
  limits: { images: 5 },
  limitsPerUnit: false,
};
const to: VersionTerms = { ...from, version: 2, limits: { images: 5, exports: 20 } };
const preview = {
  versionId: "v2",
  version: 2,
  groups: [{ from, to, subscribers: 6 }],
  subscribers: 6,
  left: [{ because: "changing" as const, subscribers: 5 }],
};
const begun = { id: "m", version: 2, reason: "Exports", requestedAt: new Date(0), canceledAt: null, subscribers: 11 };
const ended = { moved: 0, left: 0, stay: 0, firstAt: null, lastAt: null };
const page = (pending: number) =>
  renderToStaticMarkup(
    <VersionMoveCard
      planId="p"
      planKey="pro"
      preview={preview}
      moves={[{ ...begun, ...ended, pending, scheduled: 5 }]}
      features={[]}
      action={async () => freshForm}
    />,
  );

it("shows how far a move is while it runs, and does not offer to start it again", () => {
  expect(page(6)).toContain("11 are already moving: 5 scheduled, 6 waiting.");
  expect(page(6)).not.toContain("<form");
  expect(page(6)).not.toContain("another change is scheduled");
  expect(page(0)).toContain("5 are already moving.");
  expect(page(0)).toContain("<form");
  expect(page(0)).toContain("yearly");
});

it("names what changes between two versions, and leaves out what stays", () => {
  expect(termChanges(from, to, [])).toEqual([expect.stringMatching(/^\+ Exports: 20/)]);
  expect(termChanges(to, from, [])).toEqual([expect.stringMatching(/^− Exports: 20/)]);
});
