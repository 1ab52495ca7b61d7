import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { DelayedPayment } from "@/lib/account/account-facts";
import { formatMoney } from "@/lib/format/money";

/** A bank debit that is on its way, or that failed. */
export function DelayedNotice({ payment }: { payment: DelayedPayment }) {
  const { state, description, amountCents, currency, failureMessage } = payment;
  const what = `${formatMoney(amountCents, currency)} for ${description}`;
  if (state === "processing") {
    return (
      <Notice tone="info">
        Your bank payment of {what} is on its way. That usually takes up to four business days. We add the credits when
        it arrives.
      </Notice>
    );
  }
  return (
    <Notice
      tone="warn"
      action={
        <LinkButton href="/credits#packs" size="small">
          Buy again
        </LinkButton>
      }
    >
      Your bank payment of {what} failed, and no credits were added. {failureMessage}
    </Notice>
  );
}
