import { fieldName, fieldText } from "@/components/admin/catalogue/change-words";
import { editChanges, type FieldValue } from "@/lib/catalog/edit-changes";
import { isCurrency } from "@/lib/format/currencies";
import { formatMoney } from "@/lib/format/money";
import { formatPreciseMoney } from "@/lib/format/precise-money";

const LONGEST = 200;

type Change = { name: string; text: string };

/**
 * What a record says about before and after, one line for each value that differs: "200 → 250", or the value alone. Amounts
 * are in the currency that the record names. Values of plans, packs and meters are named as in their editors.
 */
export function changesOf(before: unknown, after: unknown, targetType = ""): Change[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const currency = currencyOf(now) ?? currencyOf(old);
  const write = EDITED.has(targetType) ? writeEdited : writeAny;
  return editChanges(old, now)
    .filter((change) => (change.before ?? null) !== null || (change.after ?? null) !== null)
    .map(({ field, before: was, after: is }) => {
      const { name, textOf } = write(field, { was: currencyOf(old) ?? currency, is: currency });
      if (was === undefined) return { name, text: textOf(is, "is") };
      return {
        name,
        text: is === undefined ? `was ${textOf(was, "was")}` : `${textOf(was, "was")} → ${textOf(is, "is")}`,
      };
    });
}

const EDITED = new Set(["plan", "pack", "meter"]);

type Side = "was" | "is";
type Written = { name: string; textOf: (value: FieldValue | undefined, side: Side) => string };
type Currencies = Record<Side, string | null>;

function writeEdited(field: string, currencies: Currencies): Written {
  const known = fieldName(field);
  if (known === field) return writeAny(field, currencies);
  const textOf = (value: FieldValue | undefined, side: Side) => short(fieldText(field, value, currencies[side] ?? ""));
  return { name: known, textOf };
}

function writeAny(field: string, currencies: Currencies): Written {
  const isMoney = /Cents$/.test(field);
  const inMoney = isMoney && currencies.is !== null && currencies.was !== null;
  const textOf = (value: FieldValue | undefined, side: Side) => {
    const currency = currencies[side];
    return inMoney && currency !== null && typeof value === "number"
      ? formatMoney(value, currency)
      : short(plain(field, value));
  };
  return { name: nameOf(field, isMoney && !inMoney), textOf };
}

/** "expires at" of expiresAt, "refunded" of refundedCents, or "refunded, in cents" where no currency is known. */
function nameOf(field: string, isBare: boolean): string {
  if (field === "seq") return "entry";
  const words = field.replaceAll(".", " ").replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.replace(/ cents$/, isBare ? ", in cents" : "");
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) return { value };
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, costText(one) ?? one]));
}

/** A meter's cost: its amount says nothing without its currency. */
function costText(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("micros" in value && "currency" in value)) return null;
  const { micros, currency } = value;
  return typeof micros === "number" && typeof currency === "string" && isCurrency(currency)
    ? formatPreciseMoney(BigInt(micros), currency)
    : null;
}

function currencyOf({ currency }: Record<string, unknown>): string | null {
  return typeof currency === "string" && isCurrency(currency) ? currency : null;
}

/** Fields whose values are constants in the database. */
const CONSTANTS = new Set(["status", "role"]);

function plain(field: string, value: FieldValue | undefined): string {
  if (value === null) return "–";
  if (typeof value === "string" && CONSTANTS.has(field)) return value.toLowerCase().replaceAll("_", " ");
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
