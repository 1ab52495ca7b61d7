import type { Price } from "@/lib/notify/types";

/** $20.00 from 2000: exact, with the currency's own number of decimals. */
export function money({ amountCents, currency }: Price): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountCents / 10 ** decimals);
}

/** 1 credit, 2,500 credits. */
export function credits(amount: bigint): string {
  return `${new Intl.NumberFormat("en-US").format(amount)} ${amount === 1n ? "credit" : "credits"}`;
}

/** 1 December 2026, in UTC. */
export function day(at: Date): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(
    at,
  );
}

/** 1 December 2026, 10:00 UTC. */
export function moment(at: Date): string {
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" }).format(at);
  return `${day(at)}, ${time} UTC`;
}
