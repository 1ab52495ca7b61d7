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
  const textOf = (name: string) => plain(([query[name] ?? ""].flat()[0] ?? "").slice(0, 40));
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
    query.set(key, plain(quantity) || "0");
    if (plain(requests)) query.set(requestsName(key), plain(requests));
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
export type PriceProblem = "not_a_number" | "not_a_count" | "too_many_requests" | "too_many_credits";

/** The credits for what was entered for a meter; nothing entered is nothing spent. */
export function priceEntered(meter: CalculatorMeter, { quantity, requests }: Entered): PricedMeter {
  const [amount, count] = [plain(quantity), plain(requests) || "1"];
  if (/^0*(\.0*)?$/.test(amount)) return { ok: true, credits: 0n };
  if (!/^[1-9]\d{0,13}$/.test(count)) return { ok: false, field: "requests", reason: "not_a_count" };
  const priced = priceRequests(meter, amount, BigInt(count));
  if (priced.ok) return priced;
  if (priced.reason === "too_many_credits") return { ok: false, field: "quantity", reason: priced.reason };
  const alone = priceRequests(meter, amount, 1n);
  return alone.ok
    ? { ok: false, field: "requests", reason: "too_many_requests" }
    : { ok: false, field: "quantity", reason: "not_a_number" };
}

/** 1000 from "1,000": what is typed may have separators. */
function plain(text: string): string {
  return text.replaceAll(/[\s,]/g, "");
}

/** "1,000" from "1000", digit by digit; other text as it is. */
export function grouped(text: string): string {
  return /^\d+(\.\d*)?$/.test(text) ? text.replace(/^\d+/, (whole) => whole.replaceAll(/\B(?=(\d{3})+$)/g, ",")) : text;
}
