import type { Route } from "next";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { DelayedPayment } from "@/lib/account/account-facts";
import { formatPrice } from "@/lib/format/money";

/** A payment for a pack that has not arrived: a bank debit on its way or failed, or a card payment that was not completed. */
export function DelayedNotice({ payment }: { payment: DelayedPayment }) {
  const { id, state, description, amountCents, currency, failureMessage } = payment;
  const what = `${formatPrice(amountCents, currency)} for ${description}`;
  if (state === "processing") {
    return (
      <Notice tone="info">
        Your bank payment of {what} is on its way. That usually takes up to four business days. We add the credits when
        it arrives.
      </Notice>
    );
  }
  if (state === "unfinished") {
    return (
      <Notice
        tone="warn"
        action={
          <LinkButton href={`/billing/confirm/${id}` as Route} look="primary" size="small">
            Complete the payment
          </LinkButton>
        }
      >
        Your payment of {what} is not complete. Your bank may need you to confirm it; until then nothing is charged and
        no credits are added.
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
