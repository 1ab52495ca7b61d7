import type { ExportColumn } from "@/lib/account/export/types";
import { CURRENCIES, currencyRule } from "@/lib/format/currencies";

/**
 * Adds a column with the amount in units of the row's currency, as decimal text: 20.00 beside 2000 for US dollars, 2000
 * for yen. The file stays readable without knowing Stripe's minor units.
 */
export function inUnits(cents: `${string}_cents`): ExportColumn {
  const scaled = ([0, 3] as const).map((decimals) => {
    const currencies = CURRENCIES.filter((currency) => currencyRule(currency).decimals === decimals);
    return `WHEN currency IN (${currencies.map((currency) => `'${currency}'`).join(", ")}) THEN ${cents} * ${FACTOR[decimals]}`;
  });
  return {
    name: cents.replace(/_cents$/, "_decimal"),
    sql: `(CASE ${scaled.join(" ")} ELSE ${cents} * 0.01 END)::text`,
  };
}

// The factor's decimals determine those of the product. All branches of a CASE have one type, numeric.
const FACTOR = { 0: "1::numeric", 3: "0.001" } as const;
