import type { ReactNode } from "react";
import type { RefillWait } from "@/components/billing/plan-status";
import { type BalanceSnapshot, frozenCredits, heldCredits } from "@/components/credits/balance-snapshot";
import { isRefillDue, RefillSentence } from "@/components/credits/refill-date";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { comparisonText, paceText, words } from "@/components/usage/words";
import type { Forecast } from "@/lib/analytics/forecast";
import type { UsageReport } from "@/lib/analytics/usage-report";
import { numberFormat } from "@/lib/format/formats";

type UsageFiguresProps = {
  report: UsageReport;
  /** Days of the range. */
  days: number;
  balance: BalanceSnapshot;
  /** What the next credits wait for. */
  waitsFor: RefillWait;
  forecast: Forecast;
};

/** What was spent, compared with the period before, and how long the credits last. */
export function UsageFigures({ report, days, ...prospect }: UsageFiguresProps) {
  const { total, before, stretches, unit } = report;
  const most = stretches.reduce((high, { spent }) => (spent > high ? spent : high), 0n);
  return (
    <dl className="grid rounded-card border border-line bg-surface sm:grid-cols-3">
      <Figure name="Spent" value={creditsText(total)}>
        {comparisonText(total, before)}
      </Figure>
      {days > 1 ? (
        <Figure name="Average a day" value={averageText(total, days)}>
          over {days} days
        </Figure>
      ) : (
        <Figure name={`Most in an ${unit}`} value={formatCredits(most)}>
          the busiest of the day
        </Figure>
      )}
      <Lasting {...prospect} />
    </dl>
  );
}

function Figure({ name, value, children }: { name: string; value: ReactNode; children: ReactNode }) {
  return (
    <div className="border-line border-t px-4 py-4 first:border-t-0 sm:border-t-0 sm:border-l sm:px-5 sm:first:border-l-0">
      <dt className="text-muted">{name}</dt>
      <dd>
        <span className="block font-semibold text-[24px] leading-tight tracking-[-0.02em]">{value}</span>
        <span className="mt-1 block text-[13px] text-faint">{children}</span>
      </dd>
    </div>
  );
}

function Lasting({ balance, waitsFor, forecast: { runsOutAt, paceDays } }: Omit<UsageFiguresProps, "report" | "days">) {
  const pace = paceText(paceDays);
  const blocked = blockedText(balance);
  if (balance.available === 0)
    return (
      <Figure name="Credits left" value="None to spend">
        {blocked ? `${blocked}. ` : null}
        <RefillSentence balance={balance} waitsFor={waitsFor} />
      </Figure>
    );
  const left = [`${formatCredits(balance.available)} available`, blocked, pace].filter(Boolean).join(", ");
  if (runsOutAt)
    return (
      <Figure name="Credits run out" value={<DateTime at={runsOutAt} show="day" />}>
        {left}
      </Figure>
    );
  if (!balance.nextRefill)
    return (
      <Figure name="Credits run out" value="Not at this pace">
        {left}
      </Figure>
    );
  if (isRefillDue(balance))
    return (
      <Figure name="Credits last until" value="your renewal is paid">
        usually within the hour, {left}
      </Figure>
    );
  return (
    <Figure name="Credits last until" value="the next refill">
      on <DateTime at={balance.nextRefill.at} show="day" />, {blocked ? `${blocked}, ` : null}
      {pace}
    </Figure>
  );
}

/** The credits that cannot be spent, and those that are owed. Empty when there are none. */
function blockedText(balance: BalanceSnapshot): string {
  const parts: [number, string][] = [
    [heldCredits(balance), words.held],
    [frozenCredits(balance), words.frozen],
    [balance.debt, words.owed],
  ];
  return parts.flatMap(([credits, what]) => (credits > 0 ? `${formatCredits(credits)} ${what}` : [])).join(", ");
}

/** Whole credits from ten on, and tenths below. */
function averageText(total: bigint, days: number): string {
  const average = Number(total) / days;
  return numberFormat({ maximumFractionDigits: average < 10 ? 1 : 0 }).format(average);
}
