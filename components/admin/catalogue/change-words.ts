import { roundings } from "@/components/admin/rate-card/meter-words";
import { formatCredits } from "@/components/ui/credits";
import type { FieldChange, FieldValue } from "@/lib/catalog/edit-changes";
import { spendLimitText } from "@/lib/catalog/spend-limits";
import type { SpendLimit } from "@/lib/catalog/types";
import { isCurrency } from "@/lib/format/currencies";
import { formatMoney } from "@/lib/format/money";
import { own } from "@/lib/own";

export type WrittenChange = { field: string; name: string; before: string; after: string };

/** The changes of an edit in words. `currency` is the one after the edit. */
export function changeWords(
  changes: readonly FieldChange[],
  currency: string,
  features: readonly Named[] = [],
): WrittenChange[] {
  const money = changes.find(({ field }) => field === "currency");
  const [was, is] = [String(money?.before ?? currency), currency];
  return changes.map(({ field, before, after }) => ({
    field,
    name: fieldName(field, features),
    before: fieldText(field, before, was),
    after: fieldText(field, after, is),
  }));
}

const NAMES: Record<string, string> = {
  name: "Name",
  description: "Description",
  creditsPerMonth: "Credits per month",
  refillPolicy: "Unused credits at the end of the month",
  rolloverCapCredits: "Cap, in credits",
  overdraftCredits: "Overdraft for running work",
  spendLimits: "Most that can be spent",
  trialDays: "Trial days",
  trialCredits: "Credits in the trial",
  features: "Features",
  quantity: "Quantities above one",
  limitsPerUnit: "Multiply limits by the quantity",
  highlighted: "Recommended",
  estimatedCostCents: "Your cost per month",
  sortOrder: "Position in the list",
  currency: "Currency",
  "prices.month": "Monthly price",
  "prices.year": "Yearly price",
  credits: "Credits",
  bonusCredits: "Bonus credits",
  amountCents: "Price",
  maxCredits: "Largest amount",
  tiers: "Price per credit",
  unit: "Unit",
  perUnits: "Units",
  rounding: "Rounding",
  minimumCredits: "Minimum",
  cost: "Your cost for the units",
};

const LIMIT = "limits.";
const MONEY = new Set(["prices.month", "prices.year", "estimatedCostCents", "amountCents"]);

const VALUES: Record<string, string> = {
  RESET: "expire",
  ROLL_OVER: "roll over",
  ROLL_OVER_CAPPED: "roll over, up to a cap",
  ANY: "multiply the credits",
  ONE: "grant credits once",
  ...roundings,
};

/** A feature, by the key that a plan's limits have. */
export type Named = { key: string; name: string };

/** The name of a field of a plan, pack or meter; of an unknown one, the field itself. */
export function fieldName(field: string, features: readonly Named[] = []): string {
  if (!field.startsWith(LIMIT)) return own(NAMES, field) ?? field;
  const key = field.slice(LIMIT.length);
  return `Limit: ${features.find((feature) => feature.key === key)?.name ?? key}`;
}

const itemText = (item: string | SpendLimit): string => (typeof item === "string" ? item : spendLimitText(item));

/** The value of such a field as the editor shows it. */
export function fieldText(field: string, value: FieldValue | undefined, currency: string): string {
  if (value === undefined || value === "") return "–";
  if (value === null) return field.startsWith(LIMIT) ? "unlimited" : "–";
  if (Array.isArray(value)) return value.length > 0 ? value.map(itemText).join(" · ") : "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return own(VALUES, value) ?? value;
  return MONEY.has(field) && isCurrency(currency) ? formatMoney(value, currency) : formatCredits(value);
}
