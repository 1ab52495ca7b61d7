/** $20.00 from 2000: exact, with the currency's own number of decimals. */
export function formatMoney(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** decimals);
}

/** The price of one credit, to a hundredth of a cent; of a small part of a cent, to what can be told apart. */
export function formatUnitPrice(amountMinor: number, currency: string, credits: bigint | number): string {
  const style = { style: "currency", currency: currency.toUpperCase() } as const;
  const decimals = new Intl.NumberFormat("en-US", style).resolvedOptions().maximumFractionDigits ?? 2;
  const price = amountMinor / 10 ** decimals / Number(credits);
  const maximumFractionDigits = price >= 0.01 ? 4 : 8;
  return new Intl.NumberFormat("en-US", { ...style, minimumFractionDigits: 2, maximumFractionDigits }).format(price);
}

export function Money({ minor, currency, className }: { minor: number; currency: string; className?: string }) {
  return <span className={className}>{formatMoney(minor, currency)}</span>;
}
