import type { ReadForm } from "@/components/admin/read-catalogue-form";
import { Reader } from "@/components/admin/read-catalogue-form";
import { parsePreciseMoney } from "@/lib/format/precise-money";

/** Turns the form of a meter into what lib/catalog validates. */
export function readMeterForm(form: FormData): ReadForm {
  const read = new Reader(form);
  const currency = read.text("costCurrency").toLowerCase();
  const micros = read.text("cost") === "" ? null : parsePreciseMoney(read.text("cost"), currency);
  const { input, errors } = read.finish({
    ...read.texts("key", "name", "description", "unit", "rounding"),
    credits: read.count("credits") ?? undefined,
    perUnits: read.count("perUnits") ?? undefined,
    minimumCredits: read.count("minimumCredits") ?? 1,
    sortOrder: read.count("sortOrder") ?? 0,
    cost: micros === null ? null : { micros, currency },
  });
  if (read.text("cost") === "" || micros !== null) return { input, errors };
  return { input, errors: { ...errors, cost: "Enter an amount in the currency beside it, such as 0.003." } };
}
