/** $20.00 from 2000: exact, with the currency's own number of decimals. */
export function formatMoney(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** decimals);
}

/** The price of one credit: as many decimals as it takes to be true to a thousandth of a cent. */
export function formatUnitPrice(amountMinor: number, currency: string, credits: bigint | number): string {
  const format = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency: currency.toUpperCase(),
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
    maximumSignificantDigits: 4,
  });
  const decimals = new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions();
  return format.format(amountMinor / 10 ** (decimals.maximumFractionDigits ?? 2) / Number(credits));
}

export function Money({ minor, currency, className }: { minor: number; currency: string; className?: string }) {
  return <span className={className}>{formatMoney(minor, currency)}</span>;
}
