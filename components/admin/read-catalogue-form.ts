import { readLimits } from "@/components/admin/catalogue/limit-fields";
import type { FeatureView, Limits, SpendLimit } from "@/lib/catalog/types";
import { readMoney } from "@/lib/format/money";
import { parsePreciseMoney } from "@/lib/format/precise-money";
import { wholeNumber } from "@/lib/format/whole-number";

/**
 * Turns an admin's form input into the numbers and lists that lib/catalog validates. `errors` holds, by field, what
 * could not be parsed.
 */
export type ReadForm = { input: Record<string, unknown>; errors: Record<string, string> };

export function readPlanForm(form: FormData, features: readonly FeatureView[]): ReadForm {
  const read = new Reader(form);
  const isFree = read.checked("isFree");
  return read.finish({
    ...read.texts("key", "name", "description", "currency", "refillPolicy"),
    isFree,
    highlighted: read.checked("highlighted"),
    creditsPerMonth: read.count("creditsPerMonth") ?? undefined,
    rolloverCapCredits: read.text("refillPolicy") === "ROLL_OVER_CAPPED" ? read.count("rolloverCapCredits") : null,
    overdraftCredits: read.count("overdraftCredits") ?? 0,
    spendLimits: read.spendLimits("spendLimits"),
    trialDays: read.count("trialDays") ?? 0,
    trialCredits: read.count("trialCredits") ?? 0,
    estimatedCostCents: read.money("estimatedCostCents") ?? 0,
    sortOrder: read.count("sortOrder") ?? 0,
    features: read.lines("features"),
    limits: read.limits(features),
    quantity: read.checked("isSoldOnce") ? "ONE" : "ANY",
    limitsPerUnit: read.checked("limitsPerUnit"),
    prices: isFree ? undefined : { month: read.money("prices.month"), year: read.money("prices.year") },
  });
}

export function readPackForm(form: FormData): ReadForm {
  const read = new Reader(form);
  return read.finish({
    ...read.texts("key", "name", "description", "currency"),
    credits: read.count("credits") ?? undefined,
    bonusCredits: read.count("bonusCredits") ?? 0,
    amountCents: read.money("amountCents") ?? undefined,
    volume: read.volume(),
    sortOrder: read.count("sortOrder") ?? 0,
  });
}

function readSpendLimit(line: string): SpendLimit | null {
  const [, credits = "", count = "", unit = ""] =
    /^(.+?)(?: credits?)? in (?:any )?(\d{1,4}) (hour|day)s?$/i.exec(line) ?? [];
  const digits = wholeNumber(credits);
  if (digits === null) return null;
  return { hours: Number(count) * (unit.toLowerCase() === "day" ? 24 : 1), credits: Number(digits) };
}

/** Reads the fields of a form, and collects what could not be parsed. */
export class Reader {
  readonly #form: FormData;
  readonly #errors: Record<string, string> = {};

  constructor(form: FormData) {
    this.#form = form;
  }

  text(name: string): string {
    const value = this.#form.get(name);
    return typeof value === "string" ? value.trim() : "";
  }

  texts(...names: string[]): Record<string, string> {
    return Object.fromEntries(names.map((name) => [name, this.text(name)]));
  }

  checked(name: string): boolean {
    return this.text(name) === "on";
  }

  /** A whole number; "1,000" and "1 000" are read as 1000. Null when the field is empty. */
  count(name: string): number | null {
    if (this.text(name) === "") return null;
    const digits = wholeNumber(this.text(name));
    if (digits !== null) return Number(digits);
    this.#errors[name] = "Enter a whole number, such as 200.";
    return null;
  }

  /** An amount in minor units of the form's currency. Null when the field is empty. */
  money(name: string): number | null {
    const text = this.text(name);
    if (text === "") return null;
    const read = readMoney(text, this.text("currency").toLowerCase());
    if (read.ok) return read.amountMinor;
    this.#errors[name] = read.sentence;
    return null;
  }

  /** One limit a line: "200 in 5 hours", "2,000 in 7 days". */
  spendLimits(name: string): SpendLimit[] {
    const read = this.lines(name).map(readSpendLimit);
    if (read.includes(null)) this.#errors[name] = "Write each as 200 in 5 hours, or 2,000 in 7 days.";
    return read.flatMap((limit) => limit ?? []);
  }

  lines(name: string): string[] {
    return this.text(name)
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  }

  /** The largest amount and the tiers, one a line: "1000: 0.008". Null when both are empty. */
  volume(): Record<string, unknown> | null {
    const maxCredits = this.count("volume.maxCredits");
    const lines = this.lines("volume.tiers");
    if (maxCredits === null && lines.length === 0) return null;
    const tiers = lines.map((line) => {
      const [, from = "", price = ""] = /^(?:from\s+)?([\d, ]+):(.+)$/i.exec(line) ?? [];
      const fromCredits = wholeNumber(from);
      const priceMicros = parsePreciseMoney(price, this.text("currency").toLowerCase());
      return { fromCredits: fromCredits === null ? null : Number(fromCredits), priceMicros };
    });
    if (tiers.some(({ fromCredits, priceMicros }) => !fromCredits || !priceMicros)) {
      this.#errors["volume.tiers"] =
        "Enter a number of credits and the price of one on each line, such as 1000: 0.008.";
    }
    if (maxCredits === null) this.#errors["volume.maxCredits"] ??= "Enter the largest amount.";
    return { maxCredits: maxCredits ?? undefined, tiers };
  }

  limits(features: readonly FeatureView[]): Limits {
    const { limits, errors } = readLimits(Object.fromEntries(this.#form), features);
    Object.assign(this.#errors, errors);
    return limits;
  }

  finish(input: Record<string, unknown>): ReadForm {
    return { input, errors: this.#errors };
  }
}
