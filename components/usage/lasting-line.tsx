import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { isRefillDue } from "@/components/credits/refill-date";
import { DateTime } from "@/components/ui/date-time";
import { paceText } from "@/components/usage/words";
import type { Forecast } from "@/lib/analytics/forecast";

type LastingLineProps = {
  balance: Pick<BalanceSnapshot, "available" | "nextRefill" | "asOf">;
  forecast: Forecast;
  className?: string;
};

/** How long the credits last, in a sentence. Nothing when there is no pace to tell it by, or no credits. */
export function LastingLine({ balance, forecast: { runsOutAt, paceDays }, className }: LastingLineProps) {
  const { available, nextRefill } = balance;
  if (available === 0 || paceDays === 0) return null;
  if (runsOutAt)
    return (
      <p className={className}>
        Your credits run out on <DateTime at={runsOutAt} show="day" />, {paceText(paceDays)}.
      </p>
    );
  if (!nextRefill || isRefillDue(balance)) return null;
  return (
    <p className={className}>
      Your credits last until the refill on <DateTime at={nextRefill.at} show="day" />, {paceText(paceDays)}.
    </p>
  );
}
