import { quantityWorth } from "@/components/calculator/slider-scale";
import { priceRequests } from "@/lib/catalog/price-requests";
import type { BillingInterval, Rate } from "@/lib/catalog/types";

/** A meter as the calculator prices it. */
export type CalculatorMeter = Rate & { key: string; name: string; unit: string };

/** What was entered, as text: per meter a quantity and, where it matters, a number of requests. */
export type CalculatorState = { entered: Record<string, Entered>; interval: BillingInterval };
export type Entered = { quantity: string; requests: string };

const EXAMPLE_CREDITS = 50n;

/** What the address says; without any quantity an example of each meter. */
export function parseState(
  query: Record<string, string | string[] | undefined>,
  meters: readonly CalculatorMeter[],
): CalculatorState {
  const textOf = (name: string) => ungrouped(([query[name] ?? ""].flat()[0] ?? "").slice(0, 40));
  const isExample = meters.every(({ key }) => query[key] === undefined);
  const entries = meters.map((meter): [string, Entered] => [
    meter.key,
    isExample
      ? { quantity: grouped(quantityWorth(EXAMPLE_CREDITS, meter)), requests: "" }
      : { quantity: grouped(textOf(meter.key)), requests: grouped(textOf(requestsName(meter.key))) },
  ]);
  return { entered: Object.fromEntries(entries), interval: textOf("by") === "year" ? "YEAR" : "MONTH" };
}

/** The state as the query of an address, which parseState reads back. */
export function stateQuery({ entered, interval }: CalculatorState): string {
  const query = new URLSearchParams();
  for (const [key, { quantity, requests }] of Object.entries(entered)) {
    query.set(key, ungrouped(quantity) || "0");
    if (ungrouped(requests)) query.set(requestsName(key), ungrouped(requests));
  }
  query.set("by", interval.toLowerCase());
  return String(query);
}

/** The form name of a meter's number of requests. */
export const requestsName = (key: string): string => `${key}.requests`;

/** Whether it matters in how many requests a quantity arrives. */
export function dependsOnRequests({ perUnits, credits, minimumCredits }: Rate): boolean {
  return perUnits > 1n || minimumCredits > credits;
}

export type PricedMeter = { ok: true; credits: bigint } | { ok: false; field: keyof Entered; reason: PriceProblem };
export type PriceProblem =
  | "not_a_number"
  | "not_whole"
  | "ambiguous_point"
  | "too_large"
  | "not_a_count"
  | "too_many_requests"
  | "too_many_credits";

/** The most units and the most requests a month that are calculated. */
export const MOST_UNITS = 1_000_000_000_000n;

/** The credits for what was entered for a meter; nothing entered is nothing spent. */
export function priceEntered(meter: CalculatorMeter, { quantity, requests }: Entered): PricedMeter {
  const [amount, count] = [ungrouped(quantity), ungrouped(requests) || "1"];
  if (/^(0+(\.0*)?)?$/.test(amount)) return { ok: true, credits: 0n };
  const problem = problemOf(amount, meter);
  if (problem) return { ok: false, field: "quantity", reason: problem };
  if (!/^0*[1-9]\d*$/.test(count)) return { ok: false, field: "requests", reason: "not_a_count" };
  if (BigInt(count) > MOST_UNITS) return { ok: false, field: "requests", reason: "too_large" };
  const priced = priceRequests(meter, amount, BigInt(count));
  if (priced.ok) return priced;
  return priced.reason === "too_many_credits"
    ? { ok: false, field: "quantity", reason: priced.reason }
    : { ok: false, field: "requests", reason: "too_many_requests" };
}

function problemOf(amount: string, rate: Rate): PriceProblem | null {
  const [, whole, fraction] = /^(\d+)(?:\.(\d{1,6}))?$/.exec(amount) ?? [];
  if (whole === undefined) return "not_a_number";
  if (BigInt(whole) > MOST_UNITS) return "too_large";
  if (fraction === undefined) return null;
  if (!takesFractions(rate)) return "not_whole";
  // A thousand, in many languages.
  return /^[1-9]\d{0,2}\.000$/.test(amount) ? "ambiguous_point" : null;
}

/** Whether a part of a unit is worth counting: of a minute it is, of a token it is not. */
function takesFractions({ credits, perUnits }: Rate): boolean {
  return perUnits <= 100n * credits;
}

/** "1000" from "1,000". Separators that do not divide thousands are left: "1,5" is no number, and not 15. */
export function ungrouped(text: string): string {
  const [, whole, rest = ""] = /^\s*(\d+|\d{1,3}(?:,\d{3})+)(\.\d*)?\s*$/.exec(text) ?? [];
  if (whole === undefined) return text.trim();
  return `${whole.replaceAll(",", "").replace(/^0+(?=\d)/, "")}${rest === "." ? "" : rest}`;
}

/** "1,000" from "1000", digit by digit; other text as it is. */
export function grouped(text: string): string {
  return /^\d+(\.\d*)?$/.test(text) ? text.replace(/^\d+/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, ",")) : text;
}
