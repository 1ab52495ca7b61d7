import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { actionWords } from "@/components/admin/audit/action-words";
import { AuditTable } from "@/components/admin/audit/audit-table";
import type { AuditEntry } from "@/lib/audit-log/list-audit";

const record: AuditEntry = {
  id: "1",
  at: new Date("2026-11-02T08:00:00Z"),
  action: "credits.adjusted",
  actorId: null,
  actorEmail: null,
  actorExternalId: null,
  apiKeyId: null,
  apiKeyPrefix: null,
  targetType: "user",
  targetId: "unknown",
  targetEmail: null,
  targetExternalId: null,
  targetName: null,
  reason: null,
  before: { expiresAt: "2026-11-03T09:30:00.000Z" },
  after: { expiresAt: "2026-12-24T18:05:00.000Z" },
  network: null,
  requestId: null,
};

test("a record names its action in words, and times in its values are written as on every page", () => {
  const shown = renderToStaticMarkup(<AuditTable entries={[record]} />);
  const text = shown.replaceAll(/<[^>]+>/g, "");
  expect(text).toContain("Credits adjusted");
  expect(text).not.toContain("credits.adjusted");
  expect(text).toContain("3 Nov 2026, 09:30 → 24 Dec 2026, 18:05");
  expect(text).not.toContain("2026-1");
});

test("every action has words, also one that is not known", () => {
  expect(
    ["api_key.created", "api_keys.revoked", "sign_in.failed", "plan.given_ended", "promo_code.archived", "x.y_z"].map(
      actionWords,
    ),
  ).toEqual([
    "API key created",
    "API keys revoked",
    "Sign-in failed",
    "Given plan ended",
    "Promo code archived",
    "X y z",
  ]);
});
