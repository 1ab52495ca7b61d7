/** Decimal places of a quantity: what ledger_entry.quantity, a numeric(20, 6), can hold. */
const PLACES = 6;

/** The number of smallest quantities in one unit. */
export const MICROS = 10n ** BigInt(PLACES);

const DECIMAL = /^(0|[1-9][0-9]{0,13})(?:\.([0-9]{1,6}))?$/;

// Decimals of up to this many digits survive a round trip through a double (C's DBL_DIG); longer ones may not.
const EXACT_DIGITS = 15;

/**
 * A quantity in millionths, or null when it is invalid. Accepts decimal text or a number above 0, with at most 14 digits
 * before the point and 6 after. A number may have at most 15 digits in total, because JSON parsers round longer ones.
 */
export function parseQuantity(quantity: string | number): bigint | null {
  const text = typeof quantity === "number" ? String(quantity) : quantity;
  const [, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return null;
  if (typeof quantity === "number" && whole.length + fraction.length > EXACT_DIGITS) return null;
  const micros = BigInt(whole + fraction.padEnd(PLACES, "0"));
  return micros > 0n ? micros : null;
}

/** Millionths as the shortest decimal text: 12500000n is "12.5". */
export function formatQuantity(micros: bigint): string {
  const fraction = String(micros % MICROS)
    .padStart(PLACES, "0")
    .replace(/0+$/, "");
  return `${micros / MICROS}${fraction && `.${fraction}`}`;
}
