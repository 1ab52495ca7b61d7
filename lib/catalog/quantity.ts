/** Places after the point that a quantity may have: what ledger_entry.quantity, a numeric(20, 6), can hold. */
const PLACES = 6;

/** How many of the smallest quantity make one. */
export const MICROS = 10n ** BigInt(PLACES);

const DECIMAL = /^(0|[1-9][0-9]{0,13})(?:\.([0-9]{1,6}))?$/;

// Every decimal of so many digits survives being read as a double and written again (C's DBL_DIG); longer ones need not.
const EXACT_DIGITS = 15;

/**
 * A quantity in millionths, or null when it is none: decimal text or a number above 0, with at most 14 digits before the
 * point and 6 after it. A number has to have at most 15 digits in all, beyond which JSON readers round it.
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
