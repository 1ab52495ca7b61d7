import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BudgetsCard } from "@/components/budgets/budgets-card";
import { freshForm } from "@/components/ui/form-state";
import type { Budget } from "@/lib/ledger/budgets/budget";

const actions = { addBudget: async () => freshForm, removeBudget: async () => true };
const keys = { active: [{ id: "k1", name: "Build server" }], revoked: [{ id: "k2", name: "Old laptop" }] };
const budget: Budget = {
  id: "b1",
  scope: "KEY",
  target: null,
  window: "ROLLING",
  seconds: 18_000,
  limit: 500n,
  uses: [
    { target: "k2", used: 510n },
    { target: "k1", used: 120n },
  ],
  ofPlan: false,
  freesAt: null,
  actor: "system",
  createdAt: new Date("2026-11-24T09:30:00Z"),
};

const shown = (budgets: Budget[]) =>
  renderToStaticMarkup(<BudgetsCard budgets={budgets} keys={keys} actions={actions} />);

test("each budget shows what is used and left, by name, and has a button of its own", () => {
  const html = shown([budget]);
  expect(html).toContain("Each API key: 500 credits in any 5 hours");
  expect(html).toContain("Old laptop: 510 used, 0 left");
  expect(html).toContain("Build server: 120 used, 380 left");
  expect(html).toContain('aria-label="Remove Each API key: 500 credits in any 5 hours"');
});

test("without budgets it says so, and keys that are revoked cannot be chosen for one", () => {
  const html = shown([]);
  expect(html).toContain("You have no budgets.");
  expect(html).toContain('value="KEY:k1"');
  expect(html).not.toContain("KEY:k2");
});

test("a limit of the plan is marked, and has no button", () => {
  const html = shown([{ ...budget, scope: "ACCOUNT", ofPlan: true, uses: [{ target: "", used: 120n }] }]);
  expect(html).toContain("Of your plan");
  expect(html).toContain("120 used, 380 left");
  expect(html).not.toContain('aria-label="Remove');
});
