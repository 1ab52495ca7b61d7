import { expect, test } from "vitest";
import { budgetTitle, readWindow, scopeChoices, windowChoices } from "@/components/budgets/budget-words";

const keys = [{ id: "k1", name: "Build server" }];
const rolling = { window: "ROLLING", limit: 500n } as const;

test("a budget says what it caps, how much, and in which time", () => {
  const day = { window: "DAY", seconds: null, limit: 1n } as const;
  expect(budgetTitle({ scope: "ACCOUNT", target: null, ...day }, keys)).toBe("All of your account: 1 credit a day");
  expect(budgetTitle({ scope: "KEY", target: null, ...rolling, seconds: 18_000 }, keys)).toBe(
    "Each API key: 500 credits in any 5 hours",
  );
  expect(budgetTitle({ scope: "KEY", target: "k1", ...rolling, seconds: 3600 }, keys)).toBe(
    "The API key “Build server”: 500 credits in any hour",
  );
  expect(budgetTitle({ scope: "SUBJECT", target: "ada", ...rolling, seconds: 604_800 }, keys)).toBe(
    "The member “ada”: 500 credits in any 7 days",
  );
  expect(budgetTitle({ scope: "RUN", target: null, ...rolling, seconds: 86_400 }, keys)).toBe(
    "Each run: 500 credits in any 24 hours",
  );
  expect(budgetTitle({ scope: "KEY", target: "gone", ...rolling, seconds: 90 }, keys)).toBe(
    "The API key “Another key”: 500 credits in any 90 seconds",
  );
});

test("every window that the form offers is one that the ledger knows, and no other is read", () => {
  expect(windowChoices.map(({ value }) => readWindow(value))).not.toContain(null);
  expect(readWindow("18000")).toEqual({ window: "ROLLING", seconds: 18_000 });
  expect(readWindow("ROLLING")).toBeNull();
  expect(readWindow("61")).toBeNull();
  expect(scopeChoices(keys).map(({ value }) => value)).toContain("KEY:k1");
});
