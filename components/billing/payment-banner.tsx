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
  const { kind, invoice } = trouble;
  if (kind === "invoice") return <InvoiceBanner trouble={trouble} now={now} card={card} />;
  const amount = invoice ? ` of ${formatPrice(invoice.amountCents, invoice.currency)}` : "";
  return (
    <BannerPlace>
      <Notice tone="warn" action={<WaysToPay trouble={trouble} card={card} />}>
        <p className="font-semibold">{titleOf(trouble, amount)}</p>
        <p className="mt-0.5">
          {invoice?.failureMessage && !invoice.asksBank ? `${stopped(invoice.failureMessage)} ` : null}
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

function titleOf({ kind, plan, invoice }: PaymentTrouble, amount: string): string {
  if (invoice?.asksBank) return `Your bank asks you to confirm the payment${amount} for ${plan}.`;
  return kind === "overdue"
    ? `The last payment${amount} for ${plan} failed.`
    : `The first payment${amount} for ${plan} is incomplete.`;
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

/** The better way first: a declined card is replaced, and what the bank asks is answered on the invoice. */
function WaysToPay({ trouble: { kind, invoice }, card }: WaysToPayProps) {
  const payFirst = kind !== "overdue" || invoice?.asksBank === true;
  const pay = invoice?.url ? (
    <a
      href={invoice.url}
      target="_blank"
      rel="noreferrer"
      className={buttonStyle({ look: payFirst ? "primary" : "plain", size: "small" })}
    >
      {payWord(kind, invoice.asksBank)}
      <span className="sr-only">, opens a new tab</span>
    </a>
  ) : null;
  return (
    <div className="flex flex-wrap gap-2">
      {payFirst ? pay : null}
      {kind === "overdue" ? (
        <CardButton actions={card} look={payFirst ? "plain" : "primary"} size="small">
          Update your card
        </CardButton>
      ) : null}
      {payFirst ? null : pay}
    </div>
  );
}

function payWord(kind: PaymentTrouble["kind"], asksBank: boolean): string {
  if (asksBank) return "Confirm payment";
  return kind === "unfinished" ? "Complete the payment" : "Pay invoice";
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
          . Pay before then to keep them: we do not try again until <DateTime at={nextAttemptAt} />
        </>
      ) : null}
      . Credits from packs stay.
    </>
  );
}

function stopped(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
