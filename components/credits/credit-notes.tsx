import { type BalanceSnapshot, frozenCredits } from "@/components/credits/balance-snapshot";
import { creditsText } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";

/** Why some credits cannot be spent, and why some are owed. */
export function CreditNotes({ balance, className }: { balance: BalanceSnapshot; className?: string }) {
  const frozen = frozenCredits(balance);
  if (frozen === 0 && balance.debt === 0) return null;
  return (
    <div className={cx("grid gap-1.5 text-[13px] text-muted", className)}>
      {frozen > 0 ? (
        <p>
          {creditsText(frozen)} {frozen === 1 ? "is" : "are"} frozen because of a disputed payment. If the payment
          stands, you can spend them again. If your bank reverses it, they are taken back.
        </p>
      ) : null}
      {balance.debt > 0 ? (
        <p>
          {creditsText(balance.debt)} {balance.debt === 1 ? "is" : "are"} owed: a run went over what was left, or a
          payment was refunded or disputed after its credits were spent. Your next credits pay this first, and nothing
          new can be spent until then.
        </p>
      ) : null}
    </div>
  );
}
