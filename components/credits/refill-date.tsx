import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { DateTime } from "@/components/ui/date-time";

/** Whether the refill waits for its renewal's payment: its time has come, and its credits have not. */
export function isRefillDue({ nextRefill, asOf }: Pick<BalanceSnapshot, "nextRefill" | "asOf">): boolean {
  return nextRefill !== null && nextRefill.at <= asOf;
}

/** A sentence about the next refill. */
export function RefillSentence({ balance }: { balance: Pick<BalanceSnapshot, "nextRefill" | "asOf"> }) {
  if (!balance.nextRefill) return "No refill is scheduled.";
  if (isRefillDue(balance)) return "Your credits refill as soon as your renewal is paid, usually within the hour.";
  return (
    <>
      The next refill is on <DateTime at={balance.nextRefill.at} show="day" />.
    </>
  );
}
