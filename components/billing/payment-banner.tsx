import { BannerPlace } from "@/components/billing/banner-place";
import { type CardActions, CardButton } from "@/components/billing/card-button";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { buttonStyle } from "@/components/ui/button";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import type { PaymentTrouble } from "@/lib/billing/plans/payment-trouble";
import { formatPrice } from "@/lib/format/money";

type PaymentBannerProps = {
  trouble: PaymentTrouble | null;
  snapshot: BalanceSnapshot;
  now: Date;
  card: CardActions;
};

/** Shown on every account page while a plan payment is overdue: what failed, the consequences, and how to pay. */
export function PaymentBanner({ trouble, snapshot, now, card }: PaymentBannerProps) {
  if (!trouble) return null;
  const { kind, plan, invoice } = trouble;
  if (kind === "invoice") return <InvoiceBanner trouble={trouble} now={now} card={card} />;
  const amount = invoice ? ` of ${formatPrice(invoice.amountCents, invoice.currency)}` : "";
  return (
    <BannerPlace>
      <Notice tone="warn" action={<WaysToPay trouble={trouble} card={card} />}>
        <p className="font-semibold">
          {kind === "overdue"
            ? `The last payment${amount} for ${plan} failed.`
            : `The first payment${amount} for ${plan} is incomplete.`}
        </p>
        <p className="mt-0.5">
          {invoice?.failureMessage ? `${stopped(invoice.failureMessage)} ` : null}
          {kind === "overdue" ? (
            <CreditsMeanwhile snapshot={snapshot} nextAttemptAt={invoice?.nextAttemptAt ?? null} />
          ) : (
            "You are not charged until you complete it. The plan starts when it is paid."
          )}
        </p>
      </Notice>
    </BannerPlace>
  );
}

type WaysToPayProps = { trouble: PaymentTrouble; card: CardActions };

/** A sent invoice: its due date, and that its credits are granted on payment. */
function InvoiceBanner({ trouble, now, card }: WaysToPayProps & { now: Date }) {
  const { plan, invoice } = trouble;
  if (!invoice?.dueAt) return null;
  const isLate = invoice.dueAt <= now;
  return (
    <BannerPlace>
      <Notice tone={isLate ? "warn" : "info"} action={<WaysToPay trouble={trouble} card={card} />}>
        <p className="font-semibold">
          {isLate ? "Invoice overdue" : "Invoice sent"}: {formatPrice(invoice.amountCents, invoice.currency)} for {plan}
          , {isLate ? "was due" : "due"} <DateTime at={invoice.dueAt} show="day" />.
        </p>
        <p className="mt-0.5">You get its credits when you pay it.</p>
      </Notice>
    </BannerPlace>
  );
}

function WaysToPay({ trouble: { kind, invoice }, card }: WaysToPayProps) {
  return (
    <div className="flex flex-wrap gap-2">
      {kind === "overdue" ? (
        <CardButton actions={card} look="primary" size="small">
          Update your card
        </CardButton>
      ) : null}
      {invoice?.url ? (
        <a
          href={invoice.url}
          target="_blank"
          rel="noreferrer"
          className={buttonStyle({ look: kind === "overdue" ? "plain" : "primary", size: "small" })}
        >
          {kind === "unfinished" ? "Complete the payment" : "Pay invoice"}
          <span className="sr-only">, opens a new tab</span>
        </a>
      ) : null}
    </div>
  );
}

type MeanwhileProps = { snapshot: BalanceSnapshot; nextAttemptAt: Date | null };

/** What happens to the plan's credits while its payment is overdue, and whether they last until the next attempt. */
function CreditsMeanwhile({ snapshot, nextAttemptAt }: MeanwhileProps) {
  const end = snapshot.lots.flatMap((lot) => (lot.kind === "PLAN" && lot.expiresAt ? lot.expiresAt : [])).sort()[0];
  if (!end) {
    return (
      <>
        The plan&apos;s credits have expired. You get this month&apos;s credits when you pay. Credits from packs stay.
        {nextAttemptAt ? (
          <>
            {" "}
            We try the payment again on <DateTime at={nextAttemptAt} />.
          </>
        ) : null}
      </>
    );
  }
  const isTooLate = nextAttemptAt !== null && new Date(end) <= nextAttemptAt;
  return (
    <>
      {nextAttemptAt && !isTooLate ? (
        <>
          We try it again on <DateTime at={nextAttemptAt} />.{" "}
        </>
      ) : null}
      Without the payment, the plan&apos;s credits expire on <DateTime at={end} />
      {nextAttemptAt && isTooLate ? (
        <>
          , before we try it again on <DateTime at={nextAttemptAt} />: pay now to keep them
        </>
      ) : null}
      . Credits from packs stay.
    </>
  );
}

function stopped(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
