import { dateFormat, numberFormat } from "@/lib/format/formats";
import { formatMoney } from "@/lib/format/money";
import type { Price } from "@/lib/notify/types";

/** $20.00. */
export function money({ amountCents, currency }: Price): string {
  return formatMoney(amountCents, currency);
}

/** 1 credit, 2,500 credits. */
export function credits(amount: bigint): string {
  return `${numberFormat({}).format(amount)} ${amount === 1n ? "credit" : "credits"}`;
}

/** Where the credits of a purchase, which never expire, or of a refill went, of which `paid` paid debt. */
export function debtPaidText(amount: bigint, paid: bigint, of: "purchase" | "refill"): string {
  const added = amount - paid;
  if (added <= 0n) return `All ${credits(amount)} paid what you owed, so none are added to your balance.`;
  const rest = `${numberFormat({}).format(added)} ${added === 1n ? "is" : "are"} in your balance`;
  const forHowLong = of === "refill" ? "" : ` and never expire${added === 1n ? "s" : ""}`;
  return `${credits(paid)} paid what you owed, and ${rest}${forHowLong}.`;
}

/** 1 December 2026, in UTC. */
export function day(at: Date): string {
  return dateFormat({ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(at);
}

/** 1 December 2026, 10:00 UTC. */
export function moment(at: Date): string {
  const time = dateFormat({ hour: "2-digit", minute: "2-digit", timeZone: "UTC" }).format(at);
  return `${day(at)}, ${time} UTC`;
}
