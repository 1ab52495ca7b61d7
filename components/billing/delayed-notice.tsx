import { confirmPath } from "@/components/billing/confirm-path";
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
  if (state === "to_confirm") {
    return (
      <Notice
        tone="warn"
        action={
          <LinkButton href={confirmPath(id)} look="primary" size="small">
            Confirm
          </LinkButton>
        }
      >
        Your bank asks you to confirm your payment of {what}. Until then nothing is charged and no credits are added.
      </Notice>
    );
  }
  if (state === "unfinished") {
    return (
      <Notice
        tone="info"
        action={
          <LinkButton href={confirmPath(id)} size="small">
            Check the payment
          </LinkButton>
        }
      >
        Your payment of {what} is processing. We add the credits as soon as it arrives.
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
