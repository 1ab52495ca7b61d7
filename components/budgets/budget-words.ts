import { creditsText } from "@/components/ui/credits";
import { windowLength } from "@/lib/format/window-length";
import type { Budget, BudgetWindow } from "@/lib/ledger/budgets/budget";

const DAY_SECONDS = 86_400;

/** What the form offers: a window of the calendar, or the seconds of a rolling one. */
export const windowChoices = [
  { value: "DAY", label: "A day" },
  { value: "WEEK", label: "A week, from Monday" },
  { value: "MONTH", label: "A month" },
  { value: "3600", label: "Any hour" },
  { value: "18000", label: "Any 5 hours" },
  { value: String(DAY_SECONDS), label: "Any 24 hours" },
  { value: String(7 * DAY_SECONDS), label: "Any 7 days" },
  { value: String(30 * DAY_SECONDS), label: "Any 30 days" },
];

/** The form's choice as the ledger's window; null for one that it does not offer. */
export function readWindow(value: string): { window: BudgetWindow; seconds: number | null } | null {
  if (!windowChoices.some((choice) => choice.value === value)) return null;
  if (value === "DAY" || value === "WEEK" || value === "MONTH") return { window: value, seconds: null };
  return { window: "ROLLING", seconds: Number(value) };
}

type Named = { id: string; name: string };

/** What the form offers to cap: all, each of a kind, or one of the user's keys. */
export function scopeChoices(keys: readonly Named[]) {
  return [
    { value: "ACCOUNT", label: "All of your account" },
    { value: "KEY", label: "Each API key" },
    ...keys.map(({ id, name }) => ({ value: `KEY:${id}`, label: `The API key “${name}”` })),
    { value: "SUBJECT", label: "Each member (subject)" },
    { value: "RUN", label: "Each run of an agent" },
  ];
}

type Capped = Pick<Budget, "scope" | "target" | "window" | "seconds" | "limit">;

/** What a budget says: "Each API key: 500 credits in any 5 hours". */
export function budgetTitle(budget: Capped, keys: readonly Named[]): string {
  return `${scopeText(budget, keys)}: ${creditsText(budget.limit)} ${windowText(budget)}`;
}

/** A key by its name, and a subject or a run as it was sent. */
export function targetText(scope: Budget["scope"], target: string, keys: readonly Named[]): string {
  if (scope === "ACCOUNT") return "All of your account";
  return scope === "KEY" ? (keys.find(({ id }) => id === target)?.name ?? "Another key") : target;
}

function scopeText({ scope, target }: Capped, keys: readonly Named[]): string {
  if (scope === "ACCOUNT") return "All of your account";
  const [each, one] = {
    KEY: ["Each API key", "The API key"],
    SUBJECT: ["Each member", "The member"],
    RUN: ["Each run", "The run"],
  }[scope];
  return target === null ? `${each}` : `${one} “${targetText(scope, target, keys)}”`;
}

function windowText({ window, seconds }: Capped): string {
  if (window !== "ROLLING") return `a ${window.toLowerCase()}`;
  return `in any ${windowLength(seconds ?? 0)}`;
}
