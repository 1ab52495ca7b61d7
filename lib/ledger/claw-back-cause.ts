import type { ClawBackCause, Entry } from "@/lib/ledger/types";

/** The clawbacks of one cause and what was reinstated of them, in their given order. */
export function entriesFor(cause: ClawBackCause, entries: readonly Entry[]): Entry[] {
  return entries.filter((entry) => entry.cause !== null && isSame(entry.cause, cause));
}

/** Credits that were taken and not reinstated. */
export function takenBy(entries: readonly Pick<Entry, "amount">[]): bigint {
  return entries.reduce((sum, { amount }) => sum - amount, 0n);
}

function isSame(a: ClawBackCause, b: ClawBackCause): boolean {
  if (a.kind === "MONEY_BACK") return b.kind === "MONEY_BACK" && a.lotId === b.lotId;
  return (
    b.kind === "PLAN_CHANGE" &&
    a.subscriptionId === b.subscriptionId &&
    a.windowStart.getTime() === b.windowStart.getTime()
  );
}
