"use client";

import { formatDay } from "../format.js";
import { useBalance } from "../hooks.js";
import { useTexts } from "../provider.js";
import { fill } from "../texts.js";

export type BalanceProps = {
  /** Below this many credits the element has `data-low`. Those that a call holds count until it ends. */
  low?: number;
  /** Also shows the next refill. */
  details?: boolean;
};

/** The credits that are available, live, and what is owed. */
export function Balance({ low = 0, details = false }: BalanceProps) {
  const { balance, status } = useBalance();
  const { texts, locale, creditsText } = useTexts();
  const unknown = status === "error" ? texts.balanceUnknown : texts.loading;
  return (
    <div
      className="refill-balance"
      data-state={balance ? "ready" : status === "error" ? "error" : "loading"}
      data-low={balance && balance.available + balance.held < low ? "" : undefined}
    >
      <p className="refill-balance-available" role="status" aria-atomic="true">
        {balance ? creditsText(balance.available) : unknown}
      </p>
      {balance && balance.debt > 0 && (
        <p className="refill-balance-debt">{fill(texts.debt, { credits: creditsText(balance.debt) })}</p>
      )}
      {details && balance?.nextRefill && (
        <p className="refill-balance-refill">
          {fill(texts.nextRefill, {
            credits: `+${creditsText(balance.nextRefill.credits)}`,
            date: formatDay(balance.nextRefill.at, locale),
          })}
        </p>
      )}
    </div>
  );
}
