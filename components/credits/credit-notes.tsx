import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { creditsText } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";

/** Why credits that are there cannot be spent, and why some are owed. */
export function CreditNotes({ balance, className }: { balance: BalanceSnapshot; className?: string }) {
  const frozen = balance.lots.filter((lot) => lot.frozen).reduce((sum, lot) => sum + lot.remaining, 0);
  if (frozen === 0 && balance.debt === 0) return null;
  return (
    <div className={cx("grid gap-1.5 text-[13px] text-muted", className)}>
      {frozen > 0 ? (
        <p>
          {creditsText(frozen)} {frozen === 1 ? "is" : "are"} frozen: a bank disputes the payment for them. They come
          back if it stands, and go with the money if it does not.
        </p>
      ) : null}
      {balance.debt > 0 ? (
        <p>
          {creditsText(balance.debt)} {balance.debt === 1 ? "is" : "are"} owed: they had been spent when the payment for
          them was given back. What comes next pays that first.
        </p>
      ) : null}
    </div>
  );
}
